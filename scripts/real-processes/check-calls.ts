import type { ClaimedPost } from "#lib/publishing/ports";
import { whatDiffers } from "#lib/publishing/simulation/what-differs";
import type { Call } from "./tally";

/** A broken promise: which, of what, and what was seen. */
export type Finding = { rule: string; post: string; seen: string };

/** Fingerprints of the pair that our row holds. */
export type Stored = { refresh: string; access: string };

/**
 * A refresh token brings one pair. What it brought is kept before it is used for anything: where our row still holds a token
 * that is used up, because a worker died before it could write, nobody may have asked anything with the new one.
 */
export function checkTokens(calls: readonly Call[], stored: ReadonlyMap<string, Stored>): Finding[] {
  const findings: Finding[] = [];
  const used = new Map<string, number>();
  const latest = new Map<string, string>();
  for (const { endpoint, code, token, creator } of calls) {
    if (!token) continue;
    if (endpoint !== "oauth.refresh") {
      if (code !== "access_token_invalid") latest.set(creator ?? "", token);
    } else if (code === "ok") used.set(token, (used.get(token) ?? 0) + 1);
  }
  for (const [token, times] of used)
    if (times > 1)
      findings.push({ rule: "refreshed", post: token, seen: `one token brought ${times} pairs` });
  for (const [creator, { refresh, access }] of stored) {
    const last = latest.get(creator);
    if (used.has(refresh) && last !== undefined && last !== access)
      findings.push({ rule: "refreshed", post: creator, seen: "a pair was used and not kept" });
  }
  return findings;
}

/** What was agreed to, and the handle of the creator for whom it was. */
export type Agreed = { creator: string; revision: ClaimedPost["revision"] };

/** What was asked for, and whose token it came with, is what the frozen revision of its post says. */
export function checkAgreed(
  calls: readonly Call[],
  agreedFor: (publishId: string) => Agreed | undefined,
): Finding[] {
  return calls.flatMap(({ endpoint, publishId, creator, body }) => {
    const agreed = endpoint.startsWith("init.") && publishId ? agreedFor(publishId) : undefined;
    if (!agreed) return [];
    const asked = body as Record<string, unknown>;
    const { creator: creatorId, revision } = agreed;
    const publish = { creatorId: creator ?? "nobody", asked, mediaIds: new Set<string>() };
    const seen = whatDiffers({ creatorId, revision }, publish);
    return seen ? [{ rule: "agreed", post: revision.content.caption, seen }] : [];
  });
}

// TikTok's tokens, the secret in an upload address, the one in an address that TikTok fetches from.
const PATTERNS = [/\b(?:act|rft)\.\w{20,}/, /upload_token=\w{20,}/, /\/media\/[\w-]{40,}\//];

/** Which secrets stand in a text: what was given as one, or looks like one. Each as much as may be shown of it. */
export function leaksIn(text: string, secrets: readonly string[]): string[] {
  const found = [
    ...secrets.filter((secret) => text.includes(secret)),
    ...PATTERNS.flatMap((pattern) => pattern.exec(text)?.[0] ?? []),
  ];
  return found.map((secret) => `${secret.slice(0, 12)}…`);
}
