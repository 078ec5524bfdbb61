import { ok } from "#simulator/envelope";
import type { Exchange, Reply } from "#simulator/exchange";
import type { Publish } from "#simulator/publishes";
import { asRecord, type Check, firstFault, isTextList, isWhole } from "#simulator/shape";
import { admit, badParams, bodyOf } from "./gate";

type Read = (publish: Publish, exchange: Exchange) => string | number;

const seconds = (ms: number | null) => Math.floor((ms ?? 0) / 1000);
const linkTo: Read = (publish, exchange) => `${exchange.origin}/@${publish.handle}/video/${publish.postId}`;

/** Of photos nothing is known to be told here. */
const filmOf = ({ facts }: Publish) => (Array.isArray(facts) ? null : facts);

/** https://developers.tiktok.com/doc/tiktok-api-v2-video-object */
const FIELDS: Record<string, Read> = {
  id: (publish) => publish.postId ?? "",
  create_time: (publish) => seconds(publish.completedAt),
  cover_image_url: (publish, exchange) => `${exchange.origin}/avatars/${publish.handle}.png`,
  share_url: (publish, exchange) =>
    `${linkTo(publish, exchange)}?utm_campaign=tt4d_open_api&utm_source=simulator`,
  video_description: (publish) => publish.post?.title ?? "",
  duration: (publish) => Math.round(filmOf(publish)?.duration ?? 0),
  height: (publish) => filmOf(publish)?.height ?? 0,
  width: (publish) => filmOf(publish)?.width ?? 0,
  title: (publish) => publish.post?.title ?? "",
  embed_html: (publish, exchange) => `<blockquote cite="${linkTo(publish, exchange)}"></blockquote>`,
  embed_link: linkTo,
  like_count: () => 0,
  comment_count: () => 0,
  share_count: () => 0,
  view_count: () => 0,
};

const LIST_BODY: Record<string, Check> = { cursor: isWhole(0), max_count: isWhole(1, 20) };
const QUERY_BODY: Record<string, Check> = {
  video_ids: (value) => isTextList(value) && Array.isArray(value) && value.length >= 1 && value.length <= 20,
};

/** The creator's public posts, newest first: https://developers.tiktok.com/doc/tiktok-api-v2-video-list */
export function videoList(exchange: Exchange): Reply {
  const { creator } = admit(exchange, "video.list");
  const fields = fieldsOf(exchange);
  const body = exchange.text ? bodyOf(exchange) : {};
  if (firstFault(body, LIST_BODY)) throw badParams(exchange, "The request body is incorrect");
  const before = Number(body.cursor ?? Number.MAX_SAFE_INTEGER);
  const most = Number(body.max_count ?? 10);
  const found = publicPosts(exchange, creator.handle).filter(
    (publish) => (publish.completedAt ?? 0) < before,
  );
  const videos = found.slice(0, most);
  return ok(exchange, {
    videos: videos.map((publish) => videoObject(publish, fields, exchange)),
    cursor: videos.at(-1)?.completedAt ?? exchange.world.clock.now(),
    has_more: found.length > videos.length,
  });
}

/** Named posts; ids that are not the creator's own public ones are left out: https://developers.tiktok.com/doc/tiktok-api-v2-video-query */
export function videoQuery(exchange: Exchange): Reply {
  const { creator } = admit(exchange, "video.list");
  const fields = fieldsOf(exchange);
  const filters = asRecord(bodyOf(exchange).filters);
  if (!filters?.video_ids || firstFault(filters, QUERY_BODY))
    throw badParams(exchange, "The filters are incorrect");
  const ids: unknown[] = Array.isArray(filters.video_ids) ? filters.video_ids : [];
  const found = publicPosts(exchange, creator.handle).filter((publish) => ids.includes(publish.postId));
  const videos = found.map((publish) => videoObject(publish, fields, exchange));
  return ok(exchange, { videos, cursor: 0, has_more: false });
}

function publicPosts(exchange: Exchange, handle: string): Publish[] {
  const posts = exchange.world.publishes.of(handle).filter((publish) => publish.publicAt !== null);
  return posts.sort((a, b) => (b.completedAt ?? 0) - (a.completedAt ?? 0));
}

function fieldsOf(exchange: Exchange): string[] {
  const names = (exchange.url.searchParams.get("fields") ?? "").split(",").filter(Boolean);
  if (names.length === 0) throw badParams(exchange, "The fields parameter is missing");
  if (!names.every((name) => Object.hasOwn(FIELDS, name))) throw badParams(exchange, "A field is not known");
  return names;
}

function videoObject(publish: Publish, fields: readonly string[], exchange: Exchange): object {
  return Object.fromEntries(fields.map((name) => [name, FIELDS[name]?.(publish, exchange)]));
}
