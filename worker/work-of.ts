import type { Reach } from "#lib/creators/reach";
import { lookAhead } from "#lib/publishing/look-ahead";
import type { JobKind, Ports } from "#lib/publishing/ports";
import { publish } from "#lib/publishing/publish";
import type { Enqueue } from "#lib/publishing/queue";
import { sendAgainIfEarly } from "#lib/publishing/send-again-if-early";
import { watch } from "#lib/publishing/watch";

type Work = (postId: string, signal: AbortSignal, jobId: string) => Promise<void>;

/** What a worker does for each kind of job. The signal ends it where it stands. */
export function workOf(reach: Reach, enqueue: Enqueue, ports: Ports): Record<JobKind, Work> {
  return {
    async publish(postId, signal, jobId) {
      const taken = await publish(wakenBy(signal, ports), postId, signal);
      if (!taken) await sendAgainIfEarly(reach, enqueue, postId, jobId);
    },
    async watch(postId, signal, jobId) {
      const taken = await watch(wakenBy(signal, ports), postId, signal);
      if (!taken) await sendAgainIfEarly(reach, enqueue, postId, jobId);
    },
    look: (postId) => lookAhead({ ...reach, enqueue }, ports, postId),
  };
}

/** A pause between two tries of a chunk ends with the work it belongs to; pauses with a signal of their own keep it. */
const wakenBy = (signal: AbortSignal, ports: Ports): Ports => ({
  ...ports,
  clock: { now: () => ports.clock.now(), sleep: (ms, own) => ports.clock.sleep(ms, own ?? signal) },
});
