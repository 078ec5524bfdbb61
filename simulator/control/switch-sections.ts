import { pendingShares, postsToday } from "#simulator/allowances";
import { isAudited } from "#simulator/app-settings";
import type { Creator } from "#simulator/creators";
import { FAULT_PRESETS } from "#simulator/faults";
import { Markup, markup } from "#simulator/markup";
import { ALL_SCOPES } from "#simulator/scopes";
import type { World } from "#simulator/world";
import { APP_FIELDS, CREATOR_FIELDS, type Field } from "./fields";

const PUSHES: readonly [string, number][] = [
  ["5 seconds", 5_000],
  ["1 minute", 60_000],
  ["2 hours", 2 * 3_600_000],
  ["24 hours", 24 * 3_600_000],
  ["180 days", 180 * 24 * 3_600_000],
];

const back = (section: string, done: string) =>
  markup`<input type="hidden" name="section" value="${section}"><input type="hidden" name="done" value="${done}">`;

export function clockSection(): Markup {
  return markup`<section class="sheet" id="clock"><h2>Push the clock by</h2>
<form method="post" action="/_control/by-hand/clock" class="row">${back("clock", "The clock was pushed.")}
${PUSHES.map(([label, ms]) => markup`<button name="advanceMs" value="${ms}">${label}</button>`)}</form></section>`;
}

export function faultsSection(world: World): Markup {
  const places = [...new Set(FAULT_PRESETS.map((preset) => preset.on))];
  const options = (on: string) =>
    FAULT_PRESETS.filter((preset) => preset.on === on).map(
      (preset) => markup`<option value="${preset.preset}">${preset.title} · ${preset.code}</option>`,
    );
  const placed = world.faults.list().toReversed();
  return markup`<section class="sheet" id="faults"><h2>Place a fault</h2>
<form method="post" action="/_control/by-hand/faults">${back("faults", "The fault was placed.")}
<div class="grid"><label style="grid-column:1/-1"><span>What goes wrong</span><select name="preset">
${places.map((on) => markup`<optgroup label="${on}">${options(on)}</optgroup>`)}</select></label>
<label><span>For</span><select name="creator"><option value="">everybody</option>
${[...world.creators.keys()].map((handle) => markup`<option>${handle}</option>`)}</select></label>
${numberBox("times", "Times (0: always)", 1)}${numberBox("skip", "Let pass first", 0)}${numberBox("chunk", "Only chunk", "")}</div>
<button class="main">Place it</button></form>
${placed.length > 0 && markup`<h2 style="margin-top:1.25rem">Placed</h2>`}<ul class="plain">${placed.map(placedRow)}</ul></section>`;
}

type Placed = ReturnType<World["faults"]["list"]>[number];

const placedRow = (
  fault: Placed,
) => markup`<li><span><strong>${fault.preset ?? fault.reply?.code ?? fault.network}</strong>
<span class="soft">on ${fault.on}${fault.creator && ` for @${fault.creator}`}, ${left(fault.remaining)}</span></span>
<form method="post" action="/_control/by-hand/faults/${fault.id}">${back("faults", "The fault was removed.")}
<input type="hidden" name="method" value="DELETE"><button aria-label="Remove ${fault.id}">Remove</button></form></li>`;

function left(remaining: number | null): string {
  if (remaining === null) return "until removed";
  return remaining === 0 ? "played" : `${remaining} to go`;
}

export function appSection(world: World): Markup {
  const { app } = world;
  return markup`<section class="sheet" id="app"><h2>The app, as registered with TikTok</h2>
<details><summary><span>${isAudited(app) ? "Audited" : "Unaudited"}, PKCE ${app.pkceMode}, ${app.scopes.length} scopes</span></summary>
<form class="inside" method="post" action="/_control/by-hand/app">${back("app", "The app was changed.")}
${fieldSet(APP_FIELDS, (key) => app[key])}<fieldset><legend>Scopes it may ask for</legend><div class="switches">
${ALL_SCOPES.map((scope) => tick("scopes", scope, app.scopes.includes(scope), scope))}</div></fieldset>
<button class="main">Save</button></form></details></section>`;
}

export function creatorsSection(world: World): Markup {
  return markup`<section class="sheet" id="creators"><h2>Creators</h2>
${[...world.creators.values()].map((creator) => creatorPart(world, creator))}</section>`;
}

function creatorPart(world: World, creator: Creator): Markup {
  const now = world.clock.now();
  const connected = world.grants.live(creator.handle, now).length > 0;
  const path = `/_control/by-hand/creators/${creator.handle}`;
  const values = {
    ...creator,
    postsToday: creator.otherPosts.length,
    pendingShares: creator.otherShares.length,
  };
  const deed = (name: string, label: string, done: string) =>
    markup`<form method="post" action="${path}/${name}">${back("creators", done)}<button>${label}</button></form>`;
  return markup`<details><summary><img src="/avatars/${creator.handle}.png" alt="" width="40" height="40">
<span><strong>@${creator.handle}</strong> <span class="soft">${connected ? "connected" : "not connected"},
${postsToday(world, creator)} posts today, ${pendingShares(world, creator)} drafts waiting</span><br>
<span class="soft">${creator.character}</span></span></summary><div class="inside">
<form method="post" action="${path}">${back("creators", `@${creator.handle} was changed.`)}
${fieldSet(CREATOR_FIELDS, (key) => values[key])}<button class="main">Save @${creator.handle}</button></form>
<div class="row" style="margin-top:1rem">${deed("revoke", "Remove the app", "The app's access was removed.")}
${deed("expire-access", "Let access run out", "The access token has run out.")}
${deed("finish-drafts", "Post the drafts", "The drafts were posted.")}</div></div></details>`;
}

function fieldSet<Key extends string>(fields: readonly Field<Key>[], value: (key: Key) => unknown): Markup {
  const switches = fields.filter((field) => field.kind === "switch");
  const boxes = fields.filter((field) => field.kind !== "switch");
  return markup`<div class="switches">${switches.map((f) => tick(f.key, "on", value(f.key) === true, f.label))}</div>
<div class="grid">${boxes.map((field) => box(field, value(field.key)))}</div>`;
}

const tick = (name: string, value: string, on: boolean, label: string) =>
  markup`<label><input type="checkbox" name="${name}" value="${value}"${on && new Markup(" checked")}> ${label}</label>`;

function box(field: Field<string>, value: unknown): Markup {
  const text = value === null || value === undefined ? "" : String(value);
  if (field.kind !== "choice") return numberBox(field.key, field.label, text);
  const options = field.options.map(
    (option) => markup`<option${String(option) === text && new Markup(" selected")}>${option}</option>`,
  );
  return markup`<label><span>${field.label}</span><select name="${field.key}">${options}</select></label>`;
}

const numberBox = (name: string, label: string, value: string | number) =>
  markup`<label><span>${label}</span><input type="number" min="0" name="${name}" value="${value}"></label>`;
