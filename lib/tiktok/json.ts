/**
 * Parses JSON and keeps every digit of whole numbers that a JavaScript number cannot hold: they come back as text.
 * TikTok answers post ids as bare 19-digit numbers.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  const keepDigits = (_key: string, value: unknown, context?: { source?: string }) =>
    typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? "")
      ? context?.source
      : value;
  return JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown);
}
