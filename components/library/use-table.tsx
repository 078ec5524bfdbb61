import Link from "next/link";
import { type MarkedState, marks, StateMark } from "#components/ui/state-mark";
import { Table, Td, Th } from "#components/ui/table";
import { shortMoment } from "#lib/errors/moment";
import type { Use } from "#lib/media-library/use";

type UseTableProps = { uses: readonly Use[]; workspaceId: string; timeZone: string; now: string };

const isMarked = (state: string): state is MarkedState => state in marks;

/** The posts that use a file, and where each of them stands. */
export function UseTable({ uses, workspaceId, timeZone, now }: UseTableProps) {
  if (uses.length === 0) return <p className="text-body text-ink-2">No post uses this file.</p>;
  return (
    <Table caption="Posts with this file" captionHidden>
      <thead>
        <tr>
          <Th>Post</Th>
          <Th>Account</Th>
          <Th>State</Th>
          <Th>Time</Th>
        </tr>
      </thead>
      <tbody>
        {uses.map((use) => (
          <tr key={use.postId}>
            <Th scope="row">
              <Link href={`/app/${workspaceId}/posts/${use.postId}`} className="link">
                {use.caption.trim() || "No caption"}
              </Link>
            </Th>
            <Td>{use.account ?? "None yet"}</Td>
            <Td>{isMarked(use.state) ? <StateMark plain state={use.state} /> : use.state}</Td>
            <Td>{use.publishAt ? shortMoment(use.publishAt, timeZone, now) : "None"}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
