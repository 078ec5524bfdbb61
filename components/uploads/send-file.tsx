import type { UploadView } from "#lib/media/upload-view";
import { canRead } from "./can-read";
import type { Sending, Sent } from "./sending";

const SHOW_MS = 300;

/** Sends what is missing of a file to where it belongs. A break says nothing about its cause, so the file is looked at then. */
export async function sendFile(to: UploadView["to"], { onSent, ...sending }: Sending): Promise<Sent> {
  const { file, signal } = sending;
  let shownAt = 0;
  let at = 0;
  const onMoved = (sent: number) => {
    at = sent;
    const now = performance.now();
    // A browser says it far more often than anybody reads, and drawing it takes from what sends.
    if (signal.aborted || now - shownAt < SHOW_MS) return;
    shownAt = now;
    onSent(sent);
  };
  const sent =
    to.kind === "s3"
      ? await (await import("./send-by-parts")).sendByParts({ ...sending, onSent: onMoved })
      : await (await import("./send-by-tus")).sendByTus({ ...sending, onSent: onMoved });
  if (sent.kind !== "cut") return sent;
  const isThere = await canRead(file, at);
  signal.throwIfAborted();
  return isThere ? sent : { kind: "unreadable" };
}
