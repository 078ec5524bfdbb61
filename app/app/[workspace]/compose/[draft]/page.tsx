import type { Metadata } from "next";
import { enterPage } from "#lib/auth/enter";
import { OpenCompose } from "../open-compose";

export const metadata: Metadata = { title: "Draft" };

export default async function Draft({ params }: { params: Promise<{ workspace: string; draft: string }> }) {
  const { workspace, draft } = await params;
  return (
    <OpenCompose scope={await enterPage(workspace, `/app/${workspace}/compose/${draft}`)} postId={draft} />
  );
}
