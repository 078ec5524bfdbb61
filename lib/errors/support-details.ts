import type { Failure } from "./failure";
import { clockOf } from "./moment";

/** What support asks for: a list to read, and the same as text to copy. */
export type SupportDetails = {
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  readonly copyText: string;
};

/** Longest raw answer that a card carries, in characters; the attempt keeps the whole. */
const RAW_SHOWN = 2000;

/** "2026-11-24 20:53:11 UTC", to the second, because that is how logs are searched. */
function utcText(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return `${at.toISOString().slice(0, 10)} ${clockOf(iso, "UTC")}:${at.toISOString().slice(17, 19)} UTC`;
}

/** Lists what is known about a failure; leaves out what TikTok did not send. */
export function supportDetails({ code, support }: Failure): SupportDetails {
  const known: [string, string | number | undefined][] = [
    ["Code", code],
    ["TikTok's code", support.rawCode && support.rawCode !== code ? support.rawCode : undefined],
    ["TikTok's message", support.message],
    ["HTTP status", support.httpStatus],
    ["Endpoint", support.endpoint],
    ["TikTok's log id", support.logId],
    ["Attempt", support.attempt],
    ["Time", utcText(support.at)],
    ["Raw answer", support.raw?.slice(0, RAW_SHOWN)],
  ];
  const rows = known.flatMap(([label, value]) =>
    value === undefined || value === "" ? [] : [{ label, value: String(value) }],
  );
  return { rows, copyText: rows.map(({ label, value }) => `${label}: ${value}`).join("\n") };
}
