/** Says whether a value that arrived as JSON is acceptable. */
export type Check = (value: unknown) => boolean;

export const isBoolean: Check = (value) => typeof value === "boolean";
export const isText: Check = (value) => typeof value === "string";
export const isTextList: Check = (value) => Array.isArray(value) && value.every(isText);
export const isWhole =
  (least: number, most = Number.MAX_SAFE_INTEGER): Check =>
  (value) =>
    Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
export const isOneOf =
  (...options: readonly unknown[]): Check =>
  (value) =>
    options.includes(value);
export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);

/** A plain JSON object, or undefined. */
export function asRecord(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value));
}

/** The first key which the table does not know or whose value it refuses; undefined when all is well. */
export function firstFault(value: Record<string, unknown>, table: Record<string, Check>): string | undefined {
  return Object.keys(value).find((key) => !Object.hasOwn(table, key) || !table[key]?.(value[key]));
}
