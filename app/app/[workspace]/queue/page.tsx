import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { buttonClass } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { PageHeader } from "#components/ui/page-header";
import { enterPage } from "#lib/auth/enter";
import { listCreators } from "#lib/creators/queries";

export const metadata: Metadata = { title: "Queue" };

/** Leads to the queue of the account that has been here longest; without an account there is no queue. */
export default async function QueuesPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const base = `/app/${workspace}`;
  const creators = await listCreators(await enterPage(workspace, `${base}/queue`));
  const first = creators.at(-1);
  if (first) redirect(`${base}/queue/${first.id}`);
  return (
    <>
      <PageHeader title="Queue" />
      <EmptyState
        action={
          <Link href={`${base}/connections`} className={buttonClass()}>
            Connect an account
          </Link>
        }
      >
        Each TikTok account has a queue of its own, and there is no account in this workspace yet.
      </EmptyState>
    </>
  );
}
