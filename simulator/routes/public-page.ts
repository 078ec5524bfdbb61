import { createReadStream, statSync } from "node:fs";
import { bare, html } from "#simulator/envelope";
import type { Exchange, Reply } from "#simulator/exchange";
import { Markup, markup } from "#simulator/markup";
import { frame } from "#simulator/pages/frame";
import { fileOf, type Publish } from "#simulator/publishes";

const STYLE =
  new Markup(`video,.photo{width:100%;max-height:70vh;border-radius:12px;background:#000;display:block;margin-bottom:1rem}
.who{display:flex;gap:.75rem;align-items:center}.who img{border-radius:50%}.caption{white-space:pre-wrap}`);

function postOf(exchange: Exchange): Publish | undefined {
  const publish = exchange.world.publishes.byPost(exchange.params.id ?? "");
  return publish?.handle === exchange.params.handle ? publish : undefined;
}

/** The film, or the photos with the cover in front. */
function shown(publish: Publish): Markup {
  const at = `/media/${publish.handle}/${publish.postId}`;
  if (publish.kind === "video") return markup`<video controls preload="metadata" src="${at}"></video>`;
  const order = publish.sources.map((_, index) => index);
  const first = order.splice(publish.coverIndex, 1);
  return markup`${[...first, ...order].map(
    (index) => markup`<img class="photo" src="${at}?photo=${index}" alt="Photo ${index + 1}">`,
  )}`;
}

/** What somebody sees who opens a post's link. */
export function publicPage(exchange: Exchange): Reply {
  const publish = postOf(exchange);
  if (!publish) return html(frame("Video unavailable", markup`<h1>Video currently unavailable</h1>`), 404);
  const creator = exchange.world.creator(publish.handle);
  const label = publish.post?.brandContentToggle
    ? "Paid partnership"
    : publish.post?.brandOrganicToggle && "Promotional content";
  const content =
    publish.publicAt === null
      ? markup`<h1>This video is not public</h1><p class="soft">Only its owner, or people they chose, can see it.</p>`
      : markup`${shown(publish)}
<h1 class="who"><img src="/avatars/${publish.handle}.png" alt="" width="40" height="40"> @${publish.handle}</h1>
<p class="soft">${creator?.nickname}</p><p class="caption">${publish.post?.title}</p>
${publish.post?.description && markup`<p class="caption">${publish.post.description}</p>`}
${label && markup`<p><strong>${label}</strong></p>`}
${publish.post?.isAigc && markup`<p class="soft">Creator labeled as AI-generated</p>`}`;
  return html(
    frame(`@${publish.handle} on simulated TikTok`, markup`<article class="sheet">${content}</article>`, {
      style: STYLE,
    }),
  );
}

/** A creator's public posts, newest first. */
export function profilePage(exchange: Exchange): Reply {
  const creator = exchange.world.creator(exchange.params.handle ?? "");
  if (!creator) return html(frame("Not found", markup`<h1>Couldn’t find this account</h1>`), 404);
  const posts = exchange.world.publishes.of(creator.handle).filter((publish) => publish.publicAt !== null);
  const rows = posts
    .toReversed()
    .map(
      (post) =>
        markup`<li><a href="/@${creator.handle}/video/${post.postId}">${post.post?.title || "Untitled"}</a></li>`,
    );
  const content = markup`<article class="sheet"><h1 class="who"><img src="/avatars/${creator.handle}.png" alt="" width="40"
height="40"> @${creator.handle}</h1><p class="soft">${creator.nickname}${creator.private && " · This account is private"}</p>
${rows.length > 0 ? markup`<ul>${rows}</ul>` : markup`<p>No public videos yet.</p>`}</article>`;
  return html(frame(`@${creator.handle} on simulated TikTok`, content, { style: STYLE }));
}

/** The bytes of a public post, in parts where a player asks for parts. */
export function publicMedia(exchange: Exchange): Reply {
  const publish = postOf(exchange);
  if (!publish || publish.publicAt === null) return bare(404, {}, "404");
  const photo = Number(exchange.url.searchParams.get("photo") ?? 0);
  const path = fileOf(publish, photo);
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const match = /^bytes=(\d+)-(\d*)$/.exec(exchange.request.headers.range ?? "");
  const first = match ? Number(match[1]) : 0;
  const last = Math.min(match?.[2] ? Number(match[2]) : size - 1, size - 1);
  if (first > last) return bare(416, { "content-range": `bytes */${size}` }, "416");
  const headers: Record<string, string> = {
    "content-type": publish.kind === "photo" ? photoTypeOf(publish, photo) : "video/mp4",
    "accept-ranges": "bytes",
    "content-length": String(last - first + 1),
  };
  if (match) headers["content-range"] = `bytes ${first}-${last}/${size}`;
  const body = createReadStream(path, { start: first, end: last });
  return { status: match ? 206 : 200, headers, body, code: "ok", effect: true };
}

const photoTypeOf = ({ facts }: Publish, photo: number) =>
  `image/${Array.isArray(facts) ? (facts[photo]?.format ?? "jpeg") : "jpeg"}`;
