import { type ArgNames, type Channel, fill, type Row, told } from "./row";
import { composeRows } from "./rows/compose";
import { connectionRows } from "./rows/connection";
import { mediaRows } from "./rows/media";
import { outcomeRows } from "./rows/outcome";
import { permissionRows } from "./rows/permission";
import { refusalRows } from "./rows/refusal";
import { repairRows } from "./rows/repair";
import { scheduleRows } from "./rows/schedule";
import { uploadRows } from "./rows/upload";

/** Every failure there is, by code. A code is permanent: it may gain aliases, it never changes its name or meaning. */
export const catalog = {
  ...permissionRows,
  ...connectionRows,
  ...refusalRows,
  ...mediaRows,
  ...uploadRows,
  ...repairRows,
  ...composeRows,
  ...outcomeRows,
  ...scheduleRows,
} as const;

export type Code = keyof typeof catalog;

/** The arguments that the sentences of this code ask for; nothing for most codes. */
export type ArgsOf<C extends Code> = { readonly [Name in ArgNames<(typeof catalog)[C]>]: string | number };

/** A row together with its code and the channels it is seen in. */
export type CatalogRow = Omit<Row, "answer"> & {
  readonly code: Code;
  readonly channels: readonly Channel[];
  readonly answer: Code | null;
};

const channelOf = (key: string): Channel => key.split(/[@:]/)[0] as Channel;

const rowsByCode: ReadonlyMap<string, CatalogRow> = new Map(
  Object.entries<Row>(catalog).map(([code, row]) => {
    const channels: Channel[] = row.wire.length ? [...new Set(row.wire.map(channelOf))] : ["ours"];
    return [code, { ...row, code: code as Code, channels, answer: (row.answer as Code) ?? null }];
  }),
);

/** All rows, in the order of the catalogue. */
export const rows: readonly CatalogRow[] = [...rowsByCode.values()];

/** Is this text the name of a row? Aliases are not. */
export const isCode = (text: string): text is Code => rowsByCode.has(text);

/** The row of a code. A code of a newer version, read back from storage, gets the row of `unknown`. */
export function rowOf(code: string): CatalogRow {
  const row = rowsByCode.get(code) ?? rowsByCode.get("unknown");
  if (!row) throw new Error("The catalogue has lost its row `unknown` (lib/errors/rows/outcome.ts).");
  return row;
}

/** The headline without a post at hand, for lists and pages that speak to everyone. */
export function plainTitle(row: CatalogRow): string {
  return fill(told(row.title, "staff"), { ...anyone, ...row.sample });
}

/** What stands for the account, the file and so on where no post is at hand. */
export const anyone = {
  handle: "this account",
  creator: "the account's owner",
  permissions: "the permission that is missing",
  workspace: "the workspace",
  file: "the file",
  retryClock: "the planned time",
} as const;
