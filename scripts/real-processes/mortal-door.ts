import { setTimeout as pause } from "node:timers/promises";
import type { Answering } from "#lib/publishing/test-media-server";
import { type Fate, type Step, UNDER_WAY_MS } from "./fate";

/** So long after it was handed over, what was sent has left the process, ms. */
const OUT_MS = 20;

/** The door of a process that `die` ends at its fate. Nothing in the product knows of it. */
export function mortalDoor(answer: Answering, fate: Fate, die: () => void): Answering {
  let passed = 0;
  const isAt = (step: Step, moment: Fate["moment"]) =>
    fate.step === step && fate.moment === moment && ++passed === fate.nth;
  return async (asked) => {
    if (isAt("stamp", "before")) die();
    const answering = answer(asked);
    if (isAt("stamp", "during")) {
      answering.catch(() => undefined);
      await pause(Math.random() * UNDER_WAY_MS);
      die();
    }
    const response = await answering;
    // A closed door sends nothing.
    if (!response.body) return response;
    if (isAt("stamp", "after")) die();
    const share = isAt("body", "during") ? 0.5 : isAt("body", "after") ? 1 : undefined;
    if (share === undefined) return response;
    return new Response(sentUpTo(share, new Uint8Array(await response.arrayBuffer()), die), response);
  };
}

const sentUpTo = (share: number, file: Uint8Array, die: () => void) =>
  new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(file.subarray(0, Math.ceil(file.length * share)));
      await pause(OUT_MS);
      die();
    },
  });
