"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { notify } from "#components/ui/toast";
import { disconnectAction } from "#lib/creators/actions";

type DisconnectButtonProps = { workspaceId: string; creatorId: string; name: string };

/** Takes an account out of the workspace, after saying what that does. */
export function DisconnectButton({ workspaceId, creatorId, name }: DisconnectButtonProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [stuck, setStuck] = useState(false);
  const disconnect = async () => {
    setStuck(false);
    setPending(true);
    const answer = await disconnectAction({ workspaceId, creatorId }).catch(() => undefined);
    setPending(false);
    // Somebody else was quicker: it is out of the workspace, which is what was wanted.
    if (!answer || (!answer.ok && answer.problem.kind !== "not_found")) {
      setStuck(true);
      return;
    }
    setOpen(false);
    router.push(`/app/${workspaceId}/connections`);
    router.refresh();
    const stopped = answer.ok ? answer.value.stopped : 0;
    notify({
      title: `${name} is disconnected`,
      description:
        stopped > 0 ? `${stopped} planned ${stopped === 1 ? "post" : "posts"} stopped.` : undefined,
    });
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="secondary">Disconnect…</Button>}
      title={`Disconnect ${name}?`}
      actions={
        <>
          <Button variant="danger" pending={pending} onClick={disconnect}>
            Disconnect
          </Button>
          <DialogClose>Keep it connected</DialogClose>
        </>
      }
    >
      <ul className="flex max-w-measure list-disc flex-col gap-2 ps-5 text-body marker:text-ink-3">
        <li>We tell TikTok to take this app's access to {name} away, and forget the permission.</li>
        <li>Posts that wait for {name} stop, and show up under Needs fixing.</li>
        <li>Drafts stay. Whatever TikTok already has stays there, an upload that has reached it too.</li>
        <li>If another workspace uses {name} too, it stays connected there.</li>
      </ul>
      {stuck ? (
        <p role="alert" className="mt-3 text-body text-stop-text">
          Nothing was changed. Load the page again, then try once more; it takes an owner or a manager.
        </p>
      ) : null}
    </Dialog>
  );
}
