import type { ReactNode } from "react";
import { FixInbox } from "#components/fix/fix-inbox";
import { enterPage } from "#lib/auth/enter";
import { listFix } from "#lib/posts/fix-queries";
import { loadReader } from "../posts/reader";

type Props = { params: Promise<{ workspace: string }>; children: ReactNode };

/** The inbox: the address says which item is open, and the list stays while one moves from item to item. */
export default async function FixLayout({ params, children }: Props) {
  const { workspace } = await params;
  const scope = await enterPage(workspace, `/app/${workspace}/fix`);
  const [reader, page] = await Promise.all([loadReader(scope), listFix(scope)]);
  return (
    <>
      <FixInbox initial={page} reader={reader} />
      {children}
    </>
  );
}
