import "server-only";
import { environment } from "#lib/env/read";
import { isSameOrigin } from "./same-origin";

const LONGEST = 64_000;

/**
 * What a page of ours sends to a route that changes something, as JSON; an empty object when it sends nothing readable.
 * `undefined` when another site's page sends it.
 */
export async function readWish(request: Request): Promise<object | undefined> {
  if (!isSameOrigin(request, environment().APP_URL)) return undefined;
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!(length > 0 && length <= LONGEST)) return {};
  const wish: unknown = await request.json().catch(() => null);
  return typeof wish === "object" && wish !== null ? wish : {};
}
