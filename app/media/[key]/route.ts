import { environment } from "#lib/env/read";
import { signatureFile } from "#lib/tiktok/media-address";

/** TikTok's proof that the media address is the operator's: a file of a name and a content that its portal gives. */
export async function GET(_: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  const file = signatureFile(environment().MEDIA_URL_SIGNATURE);
  const { key } = await params;
  if (!file || key !== file.name) return new Response(null, { status: 404 });
  const headers = { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" };
  return new Response(file.content, { headers });
}
