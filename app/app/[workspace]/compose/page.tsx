import type { Metadata } from "next";
import { enterPage } from "#lib/auth/enter";
import { OpenCompose, type Wish } from "./open-compose";

export const metadata: Metadata = { title: "New post" };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const only = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

export default async function NewPost({ params, searchParams }: Props) {
  const { workspace } = await params;
  const asked = await searchParams;
  const wish: Wish = {
    ...{ at: only(asked.at), zone: only(asked.zone), creator: only(asked.creator) },
    file: only(asked.file)?.slice(0, 64),
  };
  const scope = await enterPage(workspace, `/app/${workspace}/compose`);
  return <OpenCompose scope={scope} postId={null} wish={wish} />;
}
