import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { PostScreen } from "#components/posts/post-screen";
import { titleOf } from "#components/posts/post-words";
import { enterPage } from "#lib/auth/enter";
import { viewPost } from "#lib/posts/queries";
import { loadReader } from "../reader";

type Props = { params: Promise<{ workspace: string; post: string }> };

const load = cache(async (workspace: string, post: string) => {
  const scope = await enterPage(workspace, `/app/${workspace}/posts/${post}`);
  return { scope, view: (await viewPost(scope, post)) ?? notFound() };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, post } = await params;
  const { view } = await load(workspace, post);
  return { title: titleOf(view.content.caption) };
}

/** One post, live. */
export default async function PostPage({ params }: Props) {
  const { workspace, post } = await params;
  const { scope, view } = await load(workspace, post);
  return <PostScreen key={view.id} initial={view} reader={await loadReader(scope)} />;
}
