import type { Sent } from "./sending";

const ASK_AGAIN_MS = 4_000;
const LONGEST_MS = 60_000;

/** A request whose network has gone may wait for minutes before it says so: it is ended at once. */
export async function untilOffline(
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Sent | undefined>,
): Promise<Sent | undefined> {
  const cut = new AbortController();
  const onOffline = () => cut.abort(new Error("offline"));
  window.addEventListener("offline", onOffline);
  try {
    return await work(AbortSignal.any([signal, cut.signal]));
  } catch (problem) {
    if (signal.aborted || !cut.signal.aborted) throw problem;
    return { kind: "cut" };
  } finally {
    window.removeEventListener("offline", onOffline);
  }
}

/**
 * Until the network is said to be back, and from time to time anyway: not every break is noticed.
 * @param futile how often in vain it was sent before; each time doubles the wait
 */
export function backOnline(signal: AbortSignal, futile: number): Promise<void> {
  const wait = Math.min(LONGEST_MS, ASK_AGAIN_MS * 2 ** Math.max(0, futile - 1));
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      window.removeEventListener("online", onOnline);
      settle();
    };
    const onOnline = () => end(resolve);
    const timer = setTimeout(onOnline, wait);
    window.addEventListener("online", onOnline);
    signal.addEventListener("abort", () => end(() => reject(signal.reason)), { once: true });
  });
}
