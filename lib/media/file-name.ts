/** UTF-16 units of a file's name that are kept. */
const LONGEST = 200;

/**
 * The name that a browser sent, percent-encoded, as text for people: without folders and without characters that would
 * show it as something else. It never becomes part of a path.
 */
export function readFileName(header: string | null): string {
  let name = header ?? "";
  try {
    name = decodeURIComponent(name);
  } catch {
    // Not percent-encoded: taken as it is.
  }
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const plain = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").trim();
  return plain.slice(0, LONGEST) || "video";
}
