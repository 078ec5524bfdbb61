import type { Reach } from "#lib/creators/reach";
import { type Result, refuse } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import { checkPost } from "./check-draft";
import { nowChosen } from "./choose-time";
import type { Enqueues } from "./enqueues";
import { inTransaction } from "./in-transaction";
import { loadPost } from "./load-post";
import { declaration } from "./rules";
import { lockCreator, type Scheduled, send } from "./schedule";

/**
 * Sends a post that could not be published directly to the creator's TikTok inbox instead, where they finish it. The
 * press of that button is the consent to it, and is recorded as such. It is checked first and changed at once: where it
 * may not go there either, or we die in between, it waits as it did.
 */
export async function sendToInbox(
  scope: Scope & Reach & Enqueues,
  { postId }: { postId: string },
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
    await lockCreator(tx, checked.value.creatorId);
    const time = nowChosen(scope.clock.now());
    return send(scope, tx, checked.value, {
      from,
      sentence,
      time,
      fromSlot: false,
      why: { note: "post now" },
    });
  });
}
