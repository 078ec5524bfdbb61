import type { Result } from "#lib/errors/result";
import { PART_BYTES, partBytes, type UploadView } from "#lib/media/upload-view";
import { askServer, Unreachable } from "./ask-server";
import { meaningOf, type Sending, type Sent } from "./sending";

const AT_ONCE = 3;
const DELAYS_MS = [300, 1_000, 3_000];

/** The store's names for parts that it has and our server has not heard of, by the upload's address. */
const unheard = new Map<string, Map<number, string>>();

/** A part was not taken by the store, or our server said no. */
class Stopped extends Error {
  constructor(readonly sent: Sent) {
    super(sent.kind);
  }
}

/**
 * Sends a file straight to the object store, part by part. Each part that the store acknowledges is written down on our
 * server, so it never has to be sent again.
 */
export async function sendByParts(sending: Sending): Promise<Sent> {
  const { address, file, onSent, signal } = sending;
  try {
    // A server that was away for a moment is told first, or a part would be sent again that is there.
    for (const [number, etag] of unheard.get(address) ?? []) await tellPart(sending, number, etag);
    const { to } = valueIn(await askServer<UploadView>(address, { method: "GET", signal }));
    const there = new Set(to.kind === "s3" ? to.sent : []);
    const last = Math.ceil(file.size / PART_BYTES);
    const left = Array.from({ length: last }, (_, index) => index + 1).filter((number) => !there.has(number));
    const moved = new Map<number, number>([...there].map((number) => [number, partBytes(file.size, number)]));
    const onMoved = (number: number, bytes: number) => {
      moved.set(number, bytes);
      onSent([...moved.values()].reduce((sum, each) => sum + each, 0));
    };
    const work = async () => {
      for (let number = left.shift(); number !== undefined; number = left.shift()) {
        await sendPart(sending, number, onMoved);
      }
    };
    const workers = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
    const failed = workers.find((each) => each.status === "rejected");
    if (failed) throw failed.reason;
    return { kind: "sent" };
  } catch (problem) {
    if (signal.aborted) throw problem;
    if (problem instanceof Stopped) return problem.sent;
    if (problem instanceof Unreachable) return meaningOf(problem.status);
    throw problem;
  }
}

async function sendPart(
  { address, file, signal }: Sending,
  number: number,
  onMoved: (number: number, bytes: number) => void,
): Promise<void> {
  const start = (number - 1) * PART_BYTES;
  const part = file.slice(start, start + partBytes(file.size, number));
  for (let attempt = 0; ; attempt++) {
    const signed = await askServer<{ number: number; url: string }[]>(`${address}/parts`, {
      ...{ method: "POST", body: { numbers: [number] }, signal },
    });
    const url = valueIn(signed)[0]?.url ?? "";
    const { etag, status } = await put(url, part, signal, (bytes) => onMoved(number, bytes));
    if (etag !== null) return tellPart({ address, signal }, number, etag);
    const delay = DELAYS_MS[attempt];
    onMoved(number, 0);
    if (delay === undefined && isForGood(status)) throw new Stopped({ kind: "store_refused" });
    if (delay === undefined || !navigator.onLine) throw new Stopped({ kind: "cut" });
    await new Promise((resolve) => setTimeout(resolve, delay));
    signal.throwIfAborted();
  }
}

/** Has our server write a part down: then it never has to be sent again. */
async function tellPart(
  { address, signal }: Pick<Sending, "address" | "signal">,
  number: number,
  etag: string,
): Promise<void> {
  unheard.set(address, (unheard.get(address) ?? new Map()).set(number, etag));
  const body = { number, etag };
  valueIn(await askServer<null>(`${address}/parts`, { method: "PUT", body, signal }));
  unheard.get(address)?.delete(number);
}

/** It was reached and refused, or took the part without letting this page see its name for it. */
const isForGood = (status: number) => status === 200 || (status >= 400 && status < 500 && status !== 429);

/** The store's name for the part's content, or null when it did not take it; `status` 0: nobody answered. */
function put(
  url: string,
  part: Blob,
  signal: AbortSignal,
  onMoved: (bytes: number) => void,
): Promise<{ etag: string | null; status: number }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const end = (etag: string | null) => {
      signal.removeEventListener("abort", stop);
      resolve({ etag, status: request.status });
    };
    signal.addEventListener("abort", stop);
    request.upload.onprogress = ({ loaded }) => onMoved(loaded);
    request.onload = () => end(request.status === 200 ? request.getResponseHeader("etag") : null);
    request.onerror = () => end(null);
    request.onabort = () => reject(signal.reason);
    request.open("PUT", url);
    request.send(part);
  });
}

const KINDS = { signed_out: "signed_out", not_allowed: "not_allowed" } as const;

function valueIn<T>(answer: Result<T>): T {
  if (answer.ok) return answer.value;
  const { kind } = answer.problem;
  throw new Stopped({ kind: kind in KINDS ? KINDS[kind as keyof typeof KINDS] : "gone" });
}
