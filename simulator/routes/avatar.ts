import { createHmac } from "node:crypto";
import { bare } from "#simulator/envelope";
import type { Exchange, Reply } from "#simulator/exchange";
import { identicon } from "#simulator/identicon";

const LIFETIME_SEC = 2 * 3600;

const signature = (handle: string, expires: number) =>
  createHmac("sha256", "avatar").update(`${handle} ${expires}`).digest("base64url").slice(0, 27);

/** A signed link that lives two hours, as creator_info's avatar does. */
export function avatarUrl(exchange: Exchange, handle: string): string {
  const expires = Math.floor(exchange.world.clock.now() / 1000) + LIFETIME_SEC;
  const query = new URLSearchParams({
    "x-expires": String(expires),
    "x-signature": signature(handle, expires),
  });
  return `${exchange.origin}/avatars/${handle}.png?${query}`;
}

/** The picture. Without a signature it is for the simulator's own pages. */
export function avatar(exchange: Exchange): Reply {
  const handle = exchange.params.handle ?? "";
  if (!exchange.world.creator(handle)) return bare(404, {}, "404");
  const expires = exchange.url.searchParams.get("x-expires");
  if (expires !== null) {
    const genuine = exchange.url.searchParams.get("x-signature") === signature(handle, Number(expires));
    if (!genuine || Number(expires) * 1000 <= exchange.world.clock.now()) return bare(403, {}, "403");
  }
  return {
    status: 200,
    headers: { "content-type": "image/png", "cache-control": "private, max-age=3600" },
    body: identicon(handle),
    code: "ok",
    effect: true,
  };
}
