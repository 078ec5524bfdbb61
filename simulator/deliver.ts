import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Delivery } from "./fault-play";

/** Sends an answer, whole, byte by byte, or not at all. */
export async function deliver(response: ServerResponse, delivery: Delivery, logId: string): Promise<void> {
  const { reply, manner, pauseMs } = delivery;
  if (manner === "drop" || reply.status === 0) {
    response.socket?.destroy();
    return;
  }
  response.writeHead(reply.status, { ...reply.headers, "x-tt-logid": logId });
  const { body } = reply;
  if (typeof body !== "string" && !Buffer.isBuffer(body)) {
    // A player that seeks hangs up on the part it no longer wants.
    await pipeline(body, response).catch(() => response.destroy());
    return;
  }
  if (manner === "slow") {
    // Where there is no body to draw out, the answer itself is late.
    if (body.length === 0) await sleep(pauseMs);
    response.flushHeaders();
    for (const byte of Buffer.from(body)) {
      if (response.destroyed) return;
      response.write(Buffer.of(byte));
      await sleep(pauseMs);
    }
    response.end();
    return;
  }
  response.end(body);
}
