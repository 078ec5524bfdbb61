import { type Exchange, Refusal, type Reply } from "#simulator/exchange";
import { admit, bodyOf } from "./gate";

/**
 * https://developers.tiktok.com/doc/content-posting-api-reference-photo-post: photos are always pulled from a URL, and
 * no URL property can be verified here yet.
 */
export function initPhoto(exchange: Exchange): Reply {
  admit(exchange, "video.publish", "video.upload");
  bodyOf(exchange);
  throw new Refusal(
    403,
    "url_ownership_unverified",
    "Please review our URL ownership verification rules at https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide/#pull_from_url",
  );
}
