"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { askForLink } from "#components/sign-in/ask-for-link";
import { Button } from "#components/ui/button";
import { acceptInvitationAction } from "#lib/workspaces/actions";
import { attempt, nothingRefused, RefusedText } from "./refused";

/** Takes the place that was promised, and opens it. */
export function AcceptButton({ secret, workspaceName }: { secret: string; workspaceName: string }) {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [refused, setRefused] = useState(nothingRefused);
  const accept = async () => {
    setRefused(nothingRefused);
    setPending(true);
    const answer = await attempt(() => acceptInvitationAction({ secret }));
    if (answer.ok) {
      router.push(`/app/${answer.value.workspaceId}`);
      return;
    }
    setPending(false);
    // Whatever became of it meanwhile, the page tells it in its own words.
    if (answer.problem) router.refresh();
    else setRefused(answer.refused);
  };
  return (
    <div>
      <Button size="touch" pending={pending} onClick={accept} className="max-sm:w-full">
        Accept and open {workspaceName}
      </Button>
      <RefusedText refused={refused} />
    </div>
  );
}

/** Proves the address that the invitation is for: a mail with a link that leads back here. */
export function ProveAddressButton({ secret, email }: { secret: string; email: string }) {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [refused, setRefused] = useState(nothingRefused);
  const send = async () => {
    setRefused(nothingRefused);
    setPending(true);
    const text = await askForLink(email, `/invite/${secret}`);
    if (!text) {
      router.push("/sign-in/mail-sent");
      return;
    }
    setPending(false);
    setRefused({ fields: {}, text });
  };
  return (
    <div>
      <Button size="touch" pending={pending} onClick={send} className="max-sm:w-full">
        Send me a sign-in link
      </Button>
      <RefusedText refused={refused} />
    </div>
  );
}
