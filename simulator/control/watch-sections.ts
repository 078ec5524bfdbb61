import type { Exchange } from "#simulator/exchange";
import { FAULT_PRESETS } from "#simulator/faults";
import type { LedgerEntry } from "#simulator/ledger";
import { Markup, markup } from "#simulator/markup";
import type { Publish } from "#simulator/publishes";

const SHOWN = 60;

export function postsSection({ world }: Exchange): Markup {
  const posts = world.publishes.all().toReversed();
  return markup`<section class="sheet" id="posts"><h2>Posts</h2>
${posts.length === 0 && markup`<p class="soft">Nothing has been sent yet.</p>`}<ul class="plain">${posts.map(postRow)}</ul></section>`;
}

const postRow = (post: Publish) => markup`<li><span><strong>${post.post?.title || "Untitled"}</strong><br>
<span class="soft">@${post.handle}, ${post.mode === "inbox" ? "draft for the inbox" : post.post?.privacyLevel},
${post.received} of ${post.videoSize} bytes<br><code>${post.publishId}</code></span></span>
<span><span class="state ${post.state}">${post.failReason ?? post.state}</span>
${post.publicAt !== null && markup` <a href="/@${post.handle}/video/${post.postId}">Open</a>`}</span></li>`;

export function ledgerSection({ world, url }: Exchange): Markup {
  const filter = { endpoint: url.searchParams.get("endpoint"), creator: url.searchParams.get("creator") };
  const entries = world.ledger.read(filter).slice(-SHOWN).toReversed();
  const endpoints = [...new Set(FAULT_PRESETS.map((preset) => preset.on))].filter(
    (on) => on !== "processing",
  );
  return markup`<section class="sheet" id="requests"><h2>Requests, newest first</h2>
<form action="/_control#requests" class="grid">${choice("endpoint", "Endpoint", endpoints, filter.endpoint)}
${choice("creator", "Creator", [...world.creators.keys()], filter.creator)}<button>Filter</button></form>
${entries.length === 0 && markup`<p class="soft">No requests yet.</p>`}
${entries.length > 0 && table(entries)}</section>`;
}

function choice(name: string, label: string, options: readonly string[], chosen: string | null): Markup {
  const rows = options.map(
    (option) => markup`<option${option === chosen && new Markup(" selected")}>${option}</option>`,
  );
  return markup`<label><span>${label}</span><select name="${name}"><option value="">all</option>${rows}</select></label>`;
}

const table = (
  entries: readonly LedgerEntry[],
) => markup`<div class="scroll" tabindex="0" role="region" aria-label="Requests"><table>
<thead><tr><th>Time</th><th>Endpoint</th><th>Creator</th><th>Status</th><th>Code</th><th>Effect</th><th>Bytes</th><th>Publish</th></tr></thead>
<tbody>${entries.map(entryRow)}</tbody></table></div>`;

const entryRow = (entry: LedgerEntry) => markup`<tr><td>${entry.at.slice(11, 23)}</td>
<td><strong>${entry.endpoint}</strong>${entry.chunk !== null && ` chunk ${entry.chunk}`}</td>
<td>${entry.creator && `@${entry.creator}`}</td><td>${entry.status || "dropped"}</td>
<td class="${entry.code === "ok" ? "" : "no"}">${entry.code}${entry.fault && ` (${entry.fault})`}</td>
<td class="${entry.effect ? "yes" : "no"}">${entry.effect ? "took effect" : "no effect"}</td>
<td>${entry.bytes} B</td><td>${entry.publishId && markup`<code>${entry.publishId}</code>`}</td></tr>`;
