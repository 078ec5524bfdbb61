import { isCode, rows } from "#lib/errors/catalog";
import { codeDocument } from "#lib/errors/document";
import { explain } from "#lib/errors/explain";

export const dynamic = "force-static";

export function generateStaticParams() {
  return rows.map(({ code }) => ({ code }));
}

/** One code of the catalogue as Markdown. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ code: string }> },
): Promise<Response> {
  const { code } = await params;
  const headers = { "content-type": "text/markdown; charset=utf-8" };
  if (!isCode(code))
    return new Response("We don't know this code yet. See /errors.\n", { status: 404, headers });
  return new Response(`${codeDocument(explain(code))}\n`, { headers });
}
