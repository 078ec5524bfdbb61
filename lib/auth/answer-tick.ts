import { createHash, timingSafeEqual } from "node:crypto";

const digest = (text: string) => createHash("sha256").update(text).digest();
const told = (status: number, body: object) =>
  Response.json(body, { status, headers: { "Cache-Control": "no-store" } });

/**
 * `/api/tick`: does due work for whoever knows the secret, told as `Authorization: Bearer …`. Without a secret in the
 * settings there is no such address.
 * @param work does it and says what it did
 */
export async function answerTick(
  authorization: string | null,
  secret: string,
  work: () => Promise<object>,
): Promise<Response> {
  if (secret === "") return told(404, { error: "There is nothing here." });
  // Hashes have one length, so the comparison tells nothing by the time it takes.
  const isTheirs = timingSafeEqual(digest(authorization ?? ""), digest(`Bearer ${secret}`));
  if (!isTheirs) return told(401, { error: "The secret is missing or is another one." });
  return told(200, await work());
}
