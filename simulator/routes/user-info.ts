import type { Creator } from "#simulator/creators";
import { ok } from "#simulator/envelope";
import { type Exchange, Refusal, type Reply } from "#simulator/exchange";
import type { Scope } from "#simulator/scopes";
import { avatarUrl } from "./avatar";
import { admit, badParams, NO_SCOPE } from "./gate";

interface Field {
  scope: Scope;
  read: (creator: Creator, exchange: Exchange) => string | number | boolean;
}

/** Numbers that belong to a handle and stay the same. */
const count = (creator: Creator, most: number) =>
  [...creator.handle].reduce((n, c) => n * 31 + c.charCodeAt(0), 7) % most;
const avatarOf = (creator: Creator, exchange: Exchange) => avatarUrl(exchange, creator.handle);
const linkTo = (creator: Creator, exchange: Exchange) => `${exchange.origin}/@${creator.handle}`;

/** https://developers.tiktok.com/doc/tiktok-api-v2-get-user-info */
const FIELDS: Record<string, Field> = {
  open_id: { scope: "user.info.basic", read: (creator) => creator.openId },
  union_id: { scope: "user.info.basic", read: (creator) => creator.unionId },
  avatar_url: { scope: "user.info.basic", read: avatarOf },
  avatar_url_100: { scope: "user.info.basic", read: avatarOf },
  avatar_large_url: { scope: "user.info.basic", read: avatarOf },
  display_name: { scope: "user.info.basic", read: (creator) => creator.nickname },
  bio_description: { scope: "user.info.profile", read: (creator) => creator.character },
  profile_deep_link: { scope: "user.info.profile", read: linkTo },
  profile_web_link: { scope: "user.info.profile", read: linkTo },
  username: { scope: "user.info.profile", read: (creator) => creator.handle },
  is_verified: { scope: "user.info.profile", read: () => false },
  follower_count: { scope: "user.info.stats", read: (creator) => count(creator, 90_000) },
  following_count: { scope: "user.info.stats", read: (creator) => count(creator, 900) },
  likes_count: { scope: "user.info.stats", read: (creator) => count(creator, 900_000) },
  video_count: { scope: "user.info.stats", read: (creator) => count(creator, 400) },
};

export function userInfo(exchange: Exchange): Reply {
  const { creator, scopes } = admit(exchange, "user.info.basic", "user.info.profile", "user.info.stats");
  const names = (exchange.url.searchParams.get("fields") ?? "").split(",").filter(Boolean);
  if (names.length === 0) throw badParams(exchange, "The fields parameter is missing");
  const user: Record<string, string | number | boolean> = {};
  for (const name of names) {
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    if (!field) throw badParams(exchange, `Fields parameter contains a field that is not known: ${name}`);
    if (!scopes.includes(field.scope)) throw outsideScopes(exchange);
    user[name] = field.read(creator, exchange);
  }
  return ok(exchange, { user });
}

/** The documentation and live answers disagree about the code, so it is a switch. */
function outsideScopes(exchange: Exchange): Refusal {
  const code = exchange.world.app.fieldScopeError;
  return new Refusal(code === "scope_not_authorized" ? 401 : 400, code, NO_SCOPE);
}
