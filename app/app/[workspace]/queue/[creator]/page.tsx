import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { nameOf } from "#components/connections/account";
import { QueueScreen } from "#components/queue/queue-screen";
import { enterPage } from "#lib/auth/enter";
import { listCreators } from "#lib/creators/queries";
import { viewQueue } from "#lib/posts/queue-queries";
import { loadReader } from "../../posts/reader";

export const metadata: Metadata = { title: "Queue" };

type Props = { params: Promise<{ workspace: string; creator: string }> };

/** The queue of one account, live. */
export default async function QueuePage({ params }: Props) {
  const { workspace, creator } = await params;
  const scope = await enterPage(workspace, `/app/${workspace}/queue/${creator}`);
  const [reader, view, creators] = await Promise.all([
    loadReader(scope),
    viewQueue(scope, creator),
    listCreators(scope),
  ]);
  if (!view) notFound();
  const accounts = creators.map((each) => ({ id: each.id, handle: nameOf(each) }));
  return <QueueScreen key={creator} initial={view} reader={reader} accounts={accounts} />;
}
