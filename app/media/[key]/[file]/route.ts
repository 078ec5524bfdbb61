import { ground } from "#lib/auth/ground";
import { answerMedia } from "#lib/publishing/answer-media";

export const runtime = "nodejs";

/** A file of one attempt, for TikTok to fetch. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ key: string; file: string }> },
): Promise<Response> {
  const { method, headers } = request;
  return answerMedia(await ground(), { ...(await params), method, range: headers.get("range") });
}

export const HEAD = GET;
