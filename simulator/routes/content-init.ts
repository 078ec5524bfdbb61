import { ok } from "#simulator/envelope";
import { type Exchange, Refusal, type Reply } from "#simulator/exchange";
import { asRecord, type Check, firstFault, isBoolean, isOneOf, isText, isWhole } from "#simulator/shape";
import { admit, badParams, bodyOf } from "./gate";
import { BAD_POST, BAD_SOURCE, DIRECT_RULES, enforce, INBOX_RULES, open, requireVerified } from "./init";
import { readPhotoInfo } from "./post-info";

const MOST_PHOTOS = 35;

const BODY: Record<string, Check> = {
  media_type: isOneOf("PHOTO"),
  post_mode: isOneOf("DIRECT_POST", "MEDIA_UPLOAD"),
  is_aigc: isBoolean,
  post_info: (value) => asRecord(value) !== undefined,
  source_info: (value) => asRecord(value) !== undefined,
};

const SOURCE: Record<string, Check> = {
  source: isOneOf("PULL_FROM_URL"),
  photo_images: (value) =>
    Array.isArray(value) && value.length >= 1 && value.length <= MOST_PHOTOS && value.every(isText),
  photo_cover_index: isWhole(0, MOST_PHOTOS - 1),
};

/** https://developers.tiktok.com/doc/content-posting-api-reference-photo-post: photos are always fetched from addresses. */
export async function initPhoto(exchange: Exchange): Promise<Reply> {
  const { creator, scopes } = admit(exchange, "video.publish", "video.upload");
  const body = bodyOf(exchange);
  if (firstFault(body, BODY) !== undefined || !body.media_type || !body.post_mode)
    throw badParams(exchange, BAD_POST);
  const direct = body.post_mode === "DIRECT_POST";
  const needed = direct ? "video.publish" : "video.upload";
  if (!scopes.includes(needed))
    throw new Refusal(
      401,
      "scope_not_authorized",
      "The user did not authorize the scope required for completing this request.",
    );
  const post = readPhotoInfo(body.post_info, creator, { direct, isAigc: body.is_aigc === true });
  if (!post) throw badParams(exchange, BAD_POST);
  const source = asRecord(body.source_info);
  const missing = source && Object.keys(SOURCE).some((key) => !Object.hasOwn(source, key));
  if (!source || missing || firstFault(source, SOURCE) !== undefined) throw badParams(exchange, BAD_SOURCE);
  const sources = (source.photo_images as unknown[]).map(String);
  const coverIndex = Number(source.photo_cover_index);
  if (coverIndex >= sources.length) throw badParams(exchange, BAD_SOURCE);
  for (const address of sources) requireVerified(exchange, address);
  enforce(direct ? DIRECT_RULES : INBOX_RULES, { exchange, creator, post });
  const publish = await open(exchange, creator, {
    kind: "photo",
    mode: direct ? "direct" : "inbox",
    plan: null,
    sources,
    coverIndex,
    post,
  });
  return ok(exchange, { publish_id: publish.publishId });
}
