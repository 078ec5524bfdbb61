import type { Metadata } from "next";
import { enterPage } from "#lib/auth/enter";
import { OpenCompose } from "./open-compose";

export const metadata: Metadata = { title: "New post" };

export default async function NewPost({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  return <OpenCompose scope={await enterPage(workspace, `/app/${workspace}/compose`)} postId={null} />;
}
