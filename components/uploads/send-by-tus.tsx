import { DetailedError, Upload } from "tus-js-client";
import { REQUEST_BYTES } from "#lib/media/upload-view";
import { meaningOf, type Sending, type Sent } from "./sending";

/** Short breaks are waited for here; for long ones somebody asks again. */
const DELAYS_MS = [300, 1_000, 3_000];

/** Sends a file to our own server by the tus protocol. @see https://tus.io/protocols/resumable-upload */
export function sendByTus({ address, file, onSent, signal }: Sending): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      uploadUrl: address,
      chunkSize: REQUEST_BYTES,
      retryDelays: DELAYS_MS,
      // What is under way is remembered with its file's fingerprint, in one place for every kind of storage.
      storeFingerprintForResuming: false,
      onProgress: onSent,
      onSuccess: () => resolve({ kind: "sent" }),
      onError: (problem) => resolve(readProblem(problem)),
      onShouldRetry: (problem) => navigator.onLine && readProblem(problem).kind === "cut",
    });
    signal.addEventListener("abort", () => {
      upload.abort().then(() => reject(signal.reason), reject);
    });
    upload.start();
  });
}

const readProblem = (problem: Error): Sent =>
  meaningOf(problem instanceof DetailedError ? (problem.originalResponse?.getStatus() ?? 0) : 0);
