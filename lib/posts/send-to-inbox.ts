import type { Reach } from "#lib/creators/reach";
import { type Result, refuse } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import { checkPost } from "./check-draft";
import type { Enqueues } from "./enqueues";
import { findPlace, type Wish } from "./find-place";
import { inTransaction } from "./in-transaction";
import { loadPost } from "./load-post";
import { declaration } from "./rules";
import { type Scheduled, send } from "./schedule";

/**
 * Sends a post that could not be published directly to the creator's TikTok inbox instead, where they finish it. The
 * press of that button is the consent to it, and is recorded as such. It is checked first and changed at once: where it
 * may not go there either, or we die in between, it waits as it did.
 */
export async function sendToInbox(
  scope: Scope & Reach & Enqueues,
  { postId, when = "now" }: { postId: string; when?: Wish },
): Promise<Result<Scheduled>> {
  const waiting = await loadPost(scope, scope.db, postId);
  if (!waiting) return refuse({ kind: "not_found" });
  const { state: from } = waiting;
  if (from !== "blocked" && from !== "failed") return refuse({ kind: "changed" });
  const content = { ...waiting.content, mode: "inbox" as const };
  const sentence = declaration(content);
  const checked = await checkPost(scope, { ...waiting, content }, sentence);
  if (!checked.ok) return checked;
  return inTransaction(scope, async (tx) => {
    const { creatorId } = checked.value;
    const place = await findPlace(scope, tx, when, { creatorId, mode: "inbox", except: postId });
    if (!place.ok) return place;
    return send(scope, tx, checked.value, { from, sentence, place: place.value });
  });
}
