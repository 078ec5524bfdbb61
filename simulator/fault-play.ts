import { setTimeout as sleep } from "node:timers/promises";
import { bare, flatError, html, refused } from "./envelope";
import type { Exchange, Reply } from "./exchange";
import type { FaultReply } from "./fault";
import type { PlacedFault } from "./fault-queue";
import { authorizeRefusal } from "./routes/authorize-refusal";

/** How an answer leaves the simulator. */
export interface Delivery {
  reply: Reply;
  /** `drop`: the connection is cut instead. */
  manner: "whole" | "drop" | "slow";
  pauseMs: number;
}

const DEFAULT_PAUSE = 1000;

/** Plays a fault in place of, before or after the true handler. */
export async function play(
  fault: PlacedFault,
  exchange: Exchange,
  handler: () => Promise<Reply>,
): Promise<Delivery> {
  const pauseMs = fault.delayMs ?? DEFAULT_PAUSE;
  const whole = (reply: Reply): Delivery => ({
    reply: withRetryAfter(reply, fault),
    manner: "whole",
    pauseMs,
  });
  if (fault.network === "delay" || (!fault.network && fault.delayMs)) await sleep(pauseMs);
  if (fault.reply && !fault.network) return whole(await replyFor(exchange, fault.reply, handler));
  switch (fault.network) {
    case "drop_before":
      return { reply: nothing("network_drop_before"), manner: "drop", pauseMs };
    case "drop_after":
      return { reply: await handler(), manner: "drop", pauseMs };
    case "slow":
      return { reply: await handler(), manner: "slow", pauseMs };
    case "garbage":
      return whole({ ...html("<html><body>It works</body></html>"), code: "network_garbage", effect: false });
    case "http_5xx": {
      const status = fault.reply?.status ?? 502;
      return whole({
        ...html(`<html><body><h1>${status}</h1></body></html>`, status),
        code: "network_http_5xx",
      });
    }
    default:
      return whole(await handler());
  }
}

const nothing = (code: string): Reply => ({ ...bare(0, {}, code), effect: false });

function withRetryAfter(reply: Reply, fault: PlacedFault): Reply {
  if (fault.retryAfter === undefined) return reply;
  return { ...reply, headers: { ...reply.headers, "retry-after": fault.retryAfter } };
}

async function replyFor(
  exchange: Exchange,
  reply: FaultReply,
  handler: () => Promise<Reply>,
): Promise<Reply> {
  const { status, code, message } = reply;
  if (exchange.endpoint === "put") return { ...bare(status, {}, code), effect: false };
  if (exchange.endpoint === "authorize") return authorizeRefusal(exchange, reply);
  if (exchange.endpoint.startsWith("oauth.")) {
    return flatError(exchange, code, message, status === 200 ? undefined : status);
  }
  // Codes at HTTP 200 come with their data, as creator_info's do.
  if (status === 200) {
    const truth: { data?: object } = JSON.parse(String((await handler()).body));
    return refused(exchange, status, code, message, truth.data);
  }
  return refused(exchange, status, code, message);
}
