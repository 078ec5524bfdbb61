"use client";

import { Clock, MailQuestionMark } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { dayText, type Times } from "#components/connections/when";
import { ConfirmLater } from "#components/fix/later";
import { Button } from "#components/ui/button";
import { Chip } from "#components/ui/chip";
import { notify } from "#components/ui/toast";
import { resendInvitationAction, revokeInvitationAction } from "#lib/workspaces/actions";
import type { InvitationRow } from "#lib/workspaces/queries";
import { mayGive, ROLE_WORDS, type Role } from "#lib/workspaces/roles";
import { attempt } from "./refused";

type InvitationListProps = {
  workspaceId: string;
  invitations: readonly InvitationRow[];
  giver: Role;
  times: Times;
};

/** Who was asked in and has not come yet. */
export function InvitationList({ workspaceId, invitations, giver, times }: InvitationListProps) {
  return (
    <ul aria-label="Pending invitations" className="rounded-lg border border-line bg-surface">
      {invitations.map((each) => (
        <Row
          key={each.id}
          workspaceId={workspaceId}
          row={each}
          may={mayGive(giver, each.role)}
          times={times}
        />
      ))}
    </ul>
  );
}

type RowProps = { workspaceId: string; row: InvitationRow; may: boolean; times: Times };

function Row({ workspaceId, row, may, times }: RowProps) {
  const router = useRouter();
  const [pending, setPending] = useState<"send" | "revoke" | null>(null);
  const [asking, setAsking] = useState(false);
  const { id: invitationId, email, expired } = row;
  const perform = async (deed: "send" | "revoke") => {
    setPending(deed);
    const run = deed === "send" ? resendInvitationAction : revokeInvitationAction;
    const answer = await attempt<{ mailed: boolean } | null>(() => run({ workspaceId, invitationId }));
    setPending(null);
    router.refresh();
    if (!answer.ok) notify({ title: "Nothing was changed", description: answer.refused.text ?? undefined });
    else if (deed === "revoke") notify({ title: `The invitation of ${email} is taken back` });
    else if (answer.value?.mailed) notify({ title: `A new link is on its way to ${email}` });
    else
      notify({
        title: "The mail was not sent",
        description: "The mail server did not take it. Try again soon.",
      });
  };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 border-t border-line px-4 py-3 first:border-t-0">
      <div className="min-w-0 flex-1 basis-56">
        <p className="text-body font-semibold break-words">{email}</p>
        <p className="text-meta break-words text-ink-2">
          {[ROLE_WORDS[row.role].name, row.by ? `invited by ${row.by}` : null].filter(Boolean).join(" · ")}
        </p>
      </div>
      <Chip tone={expired ? "stop" : "wait"} icon={expired ? <MailQuestionMark /> : <Clock />}>
        {expired ? "Expired" : `Until ${dayText(row.expiresAt, times)}`}
      </Chip>
      {may ? (
        <div className="flex flex-wrap gap-2">
          <Button
            variant="secondary"
            size="sm"
            pending={pending === "send"}
            disabled={pending !== null}
            onClick={() => void perform("send")}
          >
            Send again<span className="sr-only"> to {email}</span>
          </Button>
          <Button
            variant="ghost"
            size="sm"
            pending={pending === "revoke"}
            disabled={pending !== null}
            onClick={() => setAsking(true)}
          >
            Take back…<span className="sr-only"> the invitation of {email}</span>
          </Button>
        </div>
      ) : null}
      <ConfirmLater
        question={{
          title: "Take the invitation back?",
          text: `The link in the mail to ${email} stops working at once. You can invite them again at any time.`,
          yes: "Take it back",
        }}
        danger
        no="Let it stand"
        open={asking}
        onOpenChange={setAsking}
        onYes={() => void perform("revoke")}
      />
    </li>
  );
}
