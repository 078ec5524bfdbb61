export type Notice = {
  title: string;
  description?: string;
  /** Takes the act back; the toast then closes. It stays 8 s, so that there is time to. */
  undo?: { label: string; run: () => void };
};

type Show = (notice: Notice) => void;

const waiting: Notice[] = [];
const wakers = new Set<() => void>();
let show: Show | undefined;

/** Says in passing that something was done. Never for a failure: those become guidance where they happened. */
export function notify(notice: Notice): void {
  if (show) {
    show(notice);
    return;
  }
  waiting.push(notice);
  for (const wake of wakers) wake();
}

/** Whether there has been anything to show yet. Until then the layer that shows it need not be loaded. */
export function somethingToShow(): boolean {
  return show !== undefined || waiting.length > 0;
}

/** Calls back when the first notice comes. Answers how to stop. */
export function onFirstNotice(wake: () => void): () => void {
  wakers.add(wake);
  return () => wakers.delete(wake);
}

/** The layer takes over: shows what has waited, then everything that comes. Answers how to stop. */
export function serveNotices(next: Show): () => void {
  show = next;
  for (const notice of waiting.splice(0)) next(notice);
  return () => {
    show = undefined;
  };
}
