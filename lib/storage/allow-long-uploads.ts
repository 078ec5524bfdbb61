import { subscribe } from "node:diagnostics_channel";
import type { Server } from "node:http";

/** How long one request may take to arrive, in ms: a part over a slow line. */
const PATIENCE_MS = 4 * 60 * 60_000;

let asked = false;

/**
 * Lets a request arrive for hours. Node gives every request five minutes by default and then ends it, and Next.js offers
 * no way to say otherwise; the server itself is only within reach while it answers. The time for a request's headers
 * stays as short as it was.
 * @see https://nodejs.org/api/http.html#serverrequesttimeout
 */
export function allowLongUploads(): void {
  if (asked) return;
  asked = true;
  subscribe("http.server.request.start", (message) => {
    const { server } = message as { server: Server };
    server.requestTimeout = PATIENCE_MS;
  });
}
