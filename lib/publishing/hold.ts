import { type ClaimedPost, Overtaken, type Ports } from "./ports";

/** How long a claim lasts without renewal, ms: what a killed worker costs, at most. */
export const LEASE_MS = 10_000;
const RENEW_MS = 3_000;
/** Made once: a reason of its own for each of thousands of posts takes longer than the renewal that it ends. */
const OVER = new Error("The work on the post is over.");

/**
 * Runs `work` while the claim is renewed beside it. Work that has been overtaken is aborted through its signal, and
 * whatever it still tries to write is refused by the fence. When `outer` ends it, the post is let go of where it stands:
 * whoever comes next need not wait for the lease.
 */
export async function hold(
  ports: Pick<Ports, "store" | "clock">,
  claimed: ClaimedPost,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const ended = new AbortController();
  const signal = outer ? AbortSignal.any([outer, ended.signal]) : ended.signal;
  const renewal = renew(ports, claimed, ended);
  try {
    await work(signal);
  } catch (problem) {
    // Somebody else carries on from what was committed: nothing is lost, so there is nothing to report.
    if (!(problem instanceof Overtaken) && !signal.aborted) throw problem;
  } finally {
    ended.abort(OVER);
    await renewal;
    // A lease that is already over. Of a post that the work has let go of, or lost, this changes nothing.
    if (outer?.aborted) await ports.store.renew(claimed.id, claimed.fence, -1).catch(() => false);
  }
}

async function renew(
  { store, clock }: Pick<Ports, "store" | "clock">,
  claimed: ClaimedPost,
  ended: AbortController,
) {
  while (!ended.signal.aborted) {
    await clock.sleep(RENEW_MS, ended.signal);
    if (ended.signal.aborted) return;
    // A renewal that cannot reach the database is tried again; the lease running out is what ends the claim.
    const kept = await store.renew(claimed.id, claimed.fence, LEASE_MS).catch(() => true);
    if (!kept) ended.abort(OVER);
  }
}
