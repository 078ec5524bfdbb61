import type { Creator } from "#simulator/creators";
import { Markup, markup } from "#simulator/markup";
import { SCOPES, type Scope } from "#simulator/scopes";
import { frame } from "./frame";

const STYLE = new Markup(`
.row{display:flex;gap:.75rem;align-items:center;padding:.625rem .5rem;min-height:44px;border-radius:8px;cursor:pointer}
.row+.row{border-top:1px solid var(--line);border-radius:0}
.row img{width:40px;height:40px;border-radius:50%;flex:none}
.row .text{flex:1;min-width:0;line-height:1.35}
.row:has([type=radio]:checked){background:var(--note);border-radius:8px}
.scope{align-items:flex-start}
.people{max-height:24rem;overflow-y:auto;border:1px solid var(--line);border-radius:8px;padding:.25rem}
.actions{display:flex;gap:.75rem}
.actions button{flex:1}
input[type=checkbox]{appearance:none;width:2.75rem;height:1.5rem;border-radius:1rem;background:var(--edge);position:relative;cursor:inherit}
input[type=checkbox]::after{content:"";position:absolute;inset:3px auto 3px 3px;width:1.125rem;border-radius:50%;background:var(--sheet);transition:transform .12s}
input[type=checkbox]:checked{background:var(--accent)}
input[type=checkbox]:checked::after{transform:translateX(1.25rem)}
input[type=checkbox]:disabled{opacity:.6}
@media (prefers-reduced-motion:reduce){input[type=checkbox]::after{transition:none}}
`);

/** Where a person picks who they are and what they allow. Works without scripts. */
export function consentPage(details: {
  appName: string;
  action: string;
  creators: readonly Creator[];
  chosen: string;
  scopes: readonly Scope[];
}): string {
  const { appName, action, creators, chosen, scopes } = details;
  return frame(
    `Authorize ${appName}`,
    markup`<form class="sheet" method="post" action="${action}">
<h1>${appName} wants to connect to TikTok</h1>
<p class="soft">Choose who you are, and what the app may do. You can change your mind later.</p>
<fieldset><legend>Continue as</legend><div class="people">${creators.map((creator) => personaRow(creator, creator.handle === chosen))}</div></fieldset>
<fieldset><legend>Allow ${appName} to</legend>${scopes.map(scopeRow)}</fieldset>
<div class="actions"><button type="submit" name="decision" value="cancel">Cancel</button>
<button type="submit" name="decision" value="continue" class="main">Continue</button></div></form>`,
    { style: STYLE },
  );
}

const personaRow = (creator: Creator, chosen: boolean) => markup`
<label class="row"><img src="/avatars/${creator.handle}.png" alt="" width="40" height="40">
<span class="text"><strong>@${creator.handle}</strong> <span class="soft">${creator.nickname}</span><br>
<span class="soft">${creator.character}</span></span>
<input type="radio" name="persona" value="${creator.handle}" required${chosen && new Markup(" checked autofocus")}></label>`;

const scopeRow = (scope: Scope) => markup`
<label class="row scope"><span class="text">${SCOPES[scope]}</span>
<input type="checkbox" role="switch" name="scope" value="${scope}" checked${
  scope === "user.info.basic" && new Markup(" disabled")
}></label>`;
