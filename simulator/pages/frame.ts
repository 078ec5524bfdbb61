import { Markup, markup } from "#simulator/markup";

const STYLE = `
:root{color-scheme:light dark;--ground:#f4f3f0;--sheet:#fff;--ink:#1d1c1a;--soft:#5d5a54;--line:#d8d5ce;--edge:#8a867d;--accent:#27549b;--on-accent:#fff;--note:#eceae4;--bad:#a02b1d;--good:#1d6b3a}
@media (prefers-color-scheme:dark){:root{--ground:#161719;--sheet:#1f2124;--ink:#eceae5;--soft:#aaa69d;--line:#383b40;--edge:#7c8088;--accent:#9dbdf5;--on-accent:#10213d;--note:#292c30;--bad:#ff9d8c;--good:#86d6a3}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:34rem;margin:0 auto;padding:1.5rem 1rem 4rem}
main.wide{max-width:76rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem;text-wrap:balance}
h2{font-size:1.125rem;margin:0 0 .75rem}
p{margin:.25rem 0 1rem}
a{color:var(--accent)}
.note{background:var(--note);color:var(--soft);padding:.5rem 1rem;text-align:center;font-size:.875rem}
.soft{color:var(--soft);font-size:.875rem}
.sheet{background:var(--sheet);border:1px solid var(--line);border-radius:12px;padding:1.25rem;margin:0 0 1.25rem}
fieldset{border:0;padding:0;margin:0 0 1.5rem;min-width:0}
legend{font-weight:650;padding:0;margin-bottom:.5rem}
button,select,input{font:inherit;color:inherit;max-width:100%}
button{min-height:44px;padding:.5rem 1.25rem;border-radius:8px;border:1px solid var(--edge);background:transparent;font-weight:600;cursor:pointer}
button.main{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
select,input:not([type=checkbox],[type=radio]){min-height:44px;width:100%;padding:.5rem .75rem;border:1px solid var(--edge);border-radius:8px;background:var(--sheet)}
input[type=checkbox],input[type=radio]{accent-color:var(--accent);width:1.25rem;height:1.25rem;margin:0;flex:none}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
code{font:.875em ui-monospace,monospace}
`;

/** A whole page in the simulator's plain look, with the line that says what it is. */
export function frame(
  title: string,
  content: Markup,
  extra: { style?: Markup; wide?: boolean; script?: Markup } = {},
): string {
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,"><style>${new Markup(STYLE)}${extra.style}</style></head>
<body><header class="note">Simulated TikTok: nothing leaves this machine</header>
<main class="${extra.wide ? "wide" : ""}">${content}</main>${extra.script}</body></html>`.text;
}
