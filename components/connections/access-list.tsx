"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { attempt, nothingRefused, RefusedText } from "#components/team/refused";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { notify } from "#components/ui/toast";
import { endAccessAction } from "#lib/creators/actions";
import type { AccessRow } from "#lib/creators/queries";
import { Day, type Times } from "./when";

/** Who may post for the creator who reads this, since when, and the way to end it. */
export function AccessList({ access, times }: { access: readonly AccessRow[]; times: Times }) {
  return (
    <section aria-labelledby="access">
      <h2 id="access" className="text-section">
        Who may post for you
      </h2>
      {access.length === 0 ? (
        <p className="mt-1 max-w-measure text-body text-ink-2">
          Nobody but you. When you let a team in by their link, it shows here.
        </p>
      ) : (
        <>
          <p className="mt-1 mb-3 max-w-measure text-body text-ink-2">
            These teams hold your permission. You can end it at any time, here or in TikTok's settings.
          </p>
          <ul aria-labelledby="access" className="rounded-lg border border-line bg-surface">
            {access.map((row) => (
              <li
                key={row.workspaceId}
                className="flex flex-wrap items-center gap-x-4 gap-y-3 border-t border-line px-4 py-3 first:border-t-0"
              >
                <div className="min-w-0 flex-1 basis-56">
                  <p className="text-body font-semibold break-words">{row.workspaceName}</p>
                  <p className="text-meta break-words text-ink-2">
                    Since <Day at={row.since} times={times} />
                    {row.addedBy ? ` · added by ${row.addedBy}` : ""}
                    {row.waiting > 0 ? ` · ${postsText(row.waiting)} planned` : ""}
                  </p>
                </div>
                <EndAccess row={row} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

const postsText = (count: number) => (count === 1 ? "1 post" : `${count} posts`);

function EndAccess({ row }: { row: AccessRow }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [refused, setRefused] = useState(nothingRefused);
  const { workspaceId: holderId, workspaceName, waiting } = row;
  const end = async () => {
    setRefused(nothingRefused);
    setPending(true);
    const answer = await attempt(() => endAccessAction({ holderId }));
    setPending(false);
    // Somebody else was quicker: it has ended, which is what was wanted.
    if (!answer.ok && answer.problem?.kind !== "not_found") {
      setRefused(answer.refused);
      return;
    }
    setOpen(false);
    router.refresh();
    const stopped = answer.ok ? answer.value.stopped : 0;
    notify({
      title: `${workspaceName} can no longer post for you`,
      description: stopped > 0 ? `${postsText(stopped)} stopped. Nothing of it goes out.` : undefined,
    });
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="secondary" size="sm">
          End access…<span className="sr-only"> of {workspaceName}</span>
        </Button>
      }
      title={`End the access of ${workspaceName}?`}
      actions={
        <>
          <Button variant="danger" pending={pending} onClick={() => void end()}>
            End access
          </Button>
          <DialogClose>Keep it</DialogClose>
        </>
      }
    >
      <ul className="flex max-w-measure list-disc flex-col gap-2 ps-5 text-body marker:text-ink-3">
        <li>From now on they can't post for you.</li>
        <li>
          {waiting > 0
            ? `${postsText(waiting)} that they planned for you ${waiting === 1 ? "is" : "are"} stopped and won't go out.`
            : "Nothing of theirs is planned for you."}
        </li>
        <li>
          What TikTok already has stays there: posts on your profile, drafts in your inbox, and a video whose
          upload has reached TikTok. Delete those in the TikTok app.
        </li>
        <li>Your own sign-in here stays as it is. They can ask you again with a new link.</li>
      </ul>
      <RefusedText refused={refused} />
    </Dialog>
  );
}
