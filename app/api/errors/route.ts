import { rows } from "#lib/errors/catalog";
import { explain } from "#lib/errors/explain";
import { search } from "#lib/errors/search";

/** The whole catalogue as JSON; with `?q=` what a search finds in it: a code, words, or a pasted answer. */
export function GET(request: Request): Response {
  const query = new URL(request.url).searchParams.get("q")?.trim();
  if (!query) return Response.json({ errors: rows.map((row) => explain(row.code)) });
  const { exact, matches, nearest } = search(query);
  return Response.json({
    exact: exact.map(explain),
    matches: matches.map(explain),
    nearest: nearest.map(explain),
  });
}
