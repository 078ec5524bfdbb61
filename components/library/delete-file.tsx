"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { notify } from "#components/ui/toast";
import { deleteMediaAction } from "#lib/media-library/actions";
import type { Use } from "#lib/media-library/use";

type DeleteFileProps = {
  workspaceId: string;
  mediaId: string;
  fileName: string;
  /** Posts that still need it; while there are any, it is not deleted. */
  needing: readonly Use[];
  /** Drafts and posts that did not go out: they would have to do without. */
  losing: readonly Use[];
};

/** Deletes a file for good, after saying what that does; or says which posts keep it. */
export function DeleteFile({ workspaceId, mediaId, fileName, needing, losing }: DeleteFileProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [stuck, setStuck] = useState(false);
  const [kept, setKept] = useState(needing);
  const remove = async () => {
    setStuck(false);
    setPending(true);
    const answer = await deleteMediaAction({ workspaceId, mediaId }).catch(() => undefined);
    setPending(false);
    if (answer?.ok && answer.value.kind === "kept") return setKept(answer.value.posts);
    // Somebody else was quicker: it is gone, which is what was wanted.
    if (!answer || (!answer.ok && answer.problem.kind !== "not_found")) return setStuck(true);
    setOpen(false);
    router.push(`/app/${workspaceId}/library`);
    router.refresh();
    notify({ title: `${fileName} is deleted` });
  };
  const isKept = kept.length > 0;
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="secondary">Delete…</Button>}
      title={isKept ? `${fileName} is still needed` : `Delete ${fileName}?`}
      actions={
        isKept ? (
          <DialogClose>Close</DialogClose>
        ) : (
          <>
            <Button variant="danger" pending={pending} onClick={remove}>
              Delete for good
            </Button>
            <DialogClose>Keep it</DialogClose>
          </>
        )
      }
    >
      {isKept ? (
        <>
          <p className="mb-2 max-w-measure text-body">
            {kept.length === 1 ? "This post has" : "These posts have"} to go out with it. Take the file out or
            cancel the post first.
          </p>
          <UseList uses={kept} workspaceId={workspaceId} />
        </>
      ) : (
        <div className="flex max-w-measure flex-col gap-2 text-body">
          <p>
            The file is removed from our storage and can't be brought back. What is on TikTok stays there.
          </p>
          {losing.length ? (
            <>
              <p>{losing.length === 1 ? "This one needs" : "These need"} another file afterwards:</p>
              <UseList uses={losing} workspaceId={workspaceId} />
            </>
          ) : null}
        </div>
      )}
      {stuck ? (
        <p role="alert" className="mt-3 text-body text-stop-text">
          Nothing was deleted. Load the page again, then try once more.
        </p>
      ) : null}
    </Dialog>
  );
}

function UseList({ uses, workspaceId }: { uses: readonly Use[]; workspaceId: string }) {
  return (
    <ul className="flex list-disc flex-col gap-1 ps-5 text-body marker:text-ink-3">
      {uses.map((use) => (
        <li key={use.postId}>
          <Link href={`/app/${workspaceId}/posts/${use.postId}`} className="link">
            {use.caption.trim() || "A post without a caption"}
          </Link>
          {use.account ? ` for ${use.account}` : ""}
        </li>
      ))}
    </ul>
  );
}
