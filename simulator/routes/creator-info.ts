import { activeCapReached, postsToday } from "#simulator/allowances";
import { type Creator, duetDisabled, privacyOptions, stitchDisabled } from "#simulator/creators";
import { ok, refused } from "#simulator/envelope";
import type { Exchange, Reply } from "#simulator/exchange";
import type { World } from "#simulator/world";
import { avatarUrl } from "./avatar";
import { admit, badParams } from "./gate";

/** https://developers.tiktok.com/doc/content-posting-api-reference-query-creator-info */
export function creatorInfo(exchange: Exchange): Reply {
  const { world } = exchange;
  const { creator } = admit(exchange, "video.publish");
  if (!["", "{}"].includes(exchange.text.trim())) throw badParams(exchange, "This endpoint takes no body");
  const data = {
    creator_avatar_url: avatarUrl(exchange, creator.handle),
    creator_username: creator.handle,
    creator_nickname: creator.nickname,
    privacy_level_options: privacyOptions(creator),
    comment_disabled: creator.commentDisabled,
    duet_disabled: duetDisabled(creator),
    stitch_disabled: stitchDisabled(creator),
    max_video_post_duration_sec: creator.maxDurationSec,
  };
  const code = postingCode(world, creator);
  return code ? refused(exchange, 200, code, "", data) : ok(exchange, data);
}

/** The codes that come at HTTP 200 on purpose: the person cannot post for now. */
function postingCode(world: World, creator: Creator): string | undefined {
  if (creator.banned) return "spam_risk_user_banned_from_posting";
  if (activeCapReached(world, creator)) return "reached_active_user_cap";
  if (postsToday(world, creator) >= world.app.dailyPostCap) return "spam_risk_too_many_posts";
  return undefined;
}
