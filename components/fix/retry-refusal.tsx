import { rowOf } from "#lib/errors/catalog";
import { mayPersonRetry } from "#lib/errors/may-retry";
import type { PostRow } from "#lib/posts/queries";

/** Why a post may not be sent again as it is; `undefined` where it may. The server decides by the same rows. */
export function retryRefusal({ state, failure }: Pick<PostRow, "state" | "failure">): string | undefined {
  if (state === "unconfirmed") return "It may be live already: look at the profile first.";
  if (state !== "blocked" && state !== "failed") return "It is on its way already.";
  if (!failure) return undefined;
  if (mayPersonRetry(failure)) return undefined;
  const row = rowOf(failure.code);
  if (failure.support.rawCode?.startsWith("spam_risk") || row.code.startsWith("spam_risk"))
    return "TikTok asks apps not to send a refused post again. Change it first.";
  return row.fixer === "author"
    ? "The same post would get the same answer. Change it first."
    : "The same post would get the same answer.";
}
