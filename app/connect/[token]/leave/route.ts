import type { NextRequest } from "next/server";
import { followLink } from "#lib/auth/follow-link";

export async function POST(request: NextRequest, { params }: { params: Promise<{ token: string }> }) {
  return followLink(request, (await params).token);
}
