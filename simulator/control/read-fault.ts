import { ENDPOINTS, type Fault, NETWORK_FAULTS, PULL_MANNERS } from "#simulator/fault";
import { FAULT_PRESETS } from "#simulator/faults";
import { asRecord, type Check, firstFault, isOneOf, isText, isWhole } from "#simulator/shape";
import type { World } from "#simulator/world";

/** Something asked of the control API that it cannot do; the message is for whoever asked. */
export class ControlError extends Error {}

const REPLY_CHECKS: Record<string, Check> = {
  status: isWhole(200, 599),
  code: isText,
  message: isText,
  errorType: isText,
  errCode: isText,
  channel: isOneOf("page", "redirect"),
};

const PLACING_CHECKS: Record<string, Check> = {
  times: isWhole(0),
  skip: isWhole(0),
  creator: isText,
  chunk: isWhole(1),
  delayMs: isWhole(0, 600_000),
  retryAfter: isText,
};

const FAULT_CHECKS: Record<string, Check> = {
  ...PLACING_CHECKS,
  on: isOneOf(...ENDPOINTS),
  reply: (value) => firstFault(asRecord(value) ?? { none: 0 }, REPLY_CHECKS) === undefined,
  network: isOneOf(...NETWORK_FAULTS),
  failReason: isText,
  pull: isOneOf(...PULL_MANNERS),
};

/** Reads what `POST /_control/faults` was given: a preset by name, with changes, or a fault spelled out. */
export function readFault(
  body: Record<string, unknown>,
  world: World,
): { fault: Fault; preset: string | null } {
  const { preset: name, ...rest } = body;
  const preset = FAULT_PRESETS.find((each) => each.preset === name);
  if (name !== undefined && !preset) throw new ControlError(`There is no preset “${String(name)}”.`);
  const wrong = firstFault(rest, FAULT_CHECKS);
  if (wrong) throw new ControlError(`“${wrong}” is no part of a fault, or has a value it cannot have.`);
  if (rest.creator !== undefined && !world.creators.has(String(rest.creator))) {
    throw new ControlError(`There is no creator “${String(rest.creator)}”.`);
  }
  const on = ENDPOINTS.find((endpoint) => endpoint === (rest.on ?? preset?.on));
  if (!on) throw new ControlError(`“on” is one of ${ENDPOINTS.join(", ")}.`);
  const fault: Fault = { ...preset?.fault, ...rest, on };
  const plays = fault.reply ?? fault.network ?? fault.failReason ?? fault.pull ?? fault.delayMs;
  if (plays === undefined)
    throw new ControlError("A fault has a reply, a network kind, a failReason, a pull or a delayMs.");
  if ((on === "processing") !== (fault.failReason !== undefined)) {
    throw new ControlError("A failReason belongs to “processing”, and nothing else does.");
  }
  if ((on === "pull") !== (fault.pull !== undefined))
    throw new ControlError("“pull” says how TikTok fetches, and nothing else does.");
  if (fault.reply)
    fault.reply = { ...fault.reply, message: fault.reply.message ?? "", code: fault.reply.code ?? "" };
  return { fault, preset: preset?.preset ?? null };
}
