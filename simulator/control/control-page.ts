import type { Exchange } from "#simulator/exchange";
import { type Markup, markup } from "#simulator/markup";
import { frame } from "#simulator/pages/frame";
import { CONTROL_STYLE } from "./control-style";
import { appSection, clockSection, creatorsSection, faultsSection } from "./switch-sections";
import { ledgerSection, postsSection } from "./watch-sections";

const SECTIONS = ["Posts", "Requests", "Clock", "Faults", "Creators", "App"] as const;

/** Everything that the control API does, for a person. Plain forms: it works without scripts. */
export function controlPage(exchange: Exchange): string {
  const query = exchange.url.searchParams;
  return frame("TikTok simulator", body(exchange, query.get("done"), query.get("problem")), {
    style: CONTROL_STYLE,
    wide: true,
  });
}

function body(exchange: Exchange, done: string | null, problem: string | null): Markup {
  const { world } = exchange;
  return markup`<div class="head"><div><h1>TikTok simulator</h1>
<p class="soft">Its clock says <strong>${new Date(world.clock.now()).toISOString().replace("T", " ").slice(0, 19)}</strong> UTC.</p></div>
<div class="row"><a class="button" href="/_control">Refresh</a>
<form method="post" action="/_control/by-hand/reset"><input type="hidden" name="done" value="Everything is back at the start.">
<button>Reset everything</button></form></div></div>
<nav aria-label="Sections">${SECTIONS.map((name) => markup`<a href="#${name.toLowerCase()}">${name}</a>`)}</nav>
${done && markup`<p class="told" role="status">${done}</p>`}${problem && markup`<p class="told bad" role="alert">${problem}</p>`}
<div class="columns"><div>${clockSection()}${faultsSection(world)}${appSection(world)}</div>
<div>${postsSection(exchange)}${creatorsSection(world)}</div></div>${ledgerSection(exchange)}`;
}
