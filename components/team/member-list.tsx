"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { dayText, type Times } from "#components/connections/when";
import { ConfirmLater } from "#components/fix/later";
import { Avatar } from "#components/ui/avatar";
import { Button } from "#components/ui/button";
import { Select } from "#components/ui/select";
import { notify } from "#components/ui/toast";
import { changeRoleAction, leaveWorkspaceAction, removeMemberAction } from "#lib/workspaces/actions";
import type { MemberRow } from "#lib/workspaces/queries";
import { may, ROLE_WORDS, ROLES, type Role } from "#lib/workspaces/roles";
import { attempt, nothingRefused, RefusedText } from "./refused";

type MemberListProps = {
  workspaceId: string;
  workspaceName: string;
  members: readonly MemberRow[];
  self: { userId: string; role: Role };
  times: Times;
};

export const personName = ({ name, email }: Pick<MemberRow, "name" | "email">): string =>
  name ?? email ?? "Somebody without a name";

/** Who works here. Owners change roles and remove people in the row itself. */
export function MemberList(props: MemberListProps) {
  const { members } = props;
  const owners = members.filter(({ role }) => role === "owner").length;
  return (
    <ul aria-label="Members" className="rounded-lg border border-line bg-surface">
      {members.map((each) => (
        <Row key={each.userId} {...props} member={each} isLastOwner={each.role === "owner" && owners === 1} />
      ))}
    </ul>
  );
}

type RowProps = MemberListProps & { member: MemberRow; isLastOwner: boolean };

function Row({ workspaceId, workspaceName, member, self, times, isLastOwner }: RowProps) {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [refused, setRefused] = useState(nothingRefused);
  const [asking, setAsking] = useState<Role | null>(null);
  const isSelf = member.userId === self.userId;
  const mayChange = may(self.role, "member:change");
  const name = personName(member);
  const change = async (role: Role, said: string, undo?: Role) => {
    setRefused(nothingRefused);
    setPending(true);
    const { userId } = member;
    const answer = await attempt(() => changeRoleAction({ workspaceId, userId, role }));
    setPending(false);
    router.refresh();
    if (!answer.ok) {
      setRefused(answer.refused);
      return;
    }
    const back = undo && {
      label: "Undo",
      run: () => void change(undo, `${name} is ${roleText(undo)} again`),
    };
    notify({ title: said, ...(back ? { undo: back } : {}) });
  };
  const choose = (role: Role) => {
    if (role === member.role) return;
    // Who steps down cannot step up again by themselves.
    if (isSelf) setAsking(role);
    else void change(role, `${name} is now ${roleText(role)}`, member.role);
  };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 border-t border-line px-4 py-3 first:border-t-0">
      <Avatar name={name} src={member.imageUrl} size="md" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="text-body font-semibold break-words">
          {name}
          {isSelf ? <span className="font-normal text-ink-2"> · you</span> : null}
        </p>
        <p className="text-meta break-words text-ink-2">
          {[member.name ? member.email : null, `since ${dayText(member.since, times)}`]
            .filter(Boolean)
            .join(" · ")}
        </p>
        <RefusedText refused={refused} />
      </div>
      {mayChange && !isLastOwner ? (
        <Select
          aria-label={`Role of ${name}`}
          className="w-36 max-sm:flex-1"
          disabled={pending}
          value={member.role}
          options={ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role].name }))}
          onValueChange={(role) => role && choose(role as Role)}
        />
      ) : (
        <span className="min-w-16 text-body">{ROLE_WORDS[member.role].name}</span>
      )}
      <div className="flex justify-end sm:w-28">
        {isSelf ? (
          <Leave workspaceId={workspaceId} workspaceName={workspaceName} isLastOwner={isLastOwner} />
        ) : mayChange ? (
          <Remove
            workspaceId={workspaceId}
            workspaceName={workspaceName}
            userId={member.userId}
            name={name}
          />
        ) : null}
      </div>
      <ConfirmLater
        question={{
          title: "Stop being an owner?",
          text: `You become ${roleText(asking ?? "manager")}. Only another owner can make you one again.`,
          yes: "Change my role",
        }}
        no="Stay an owner"
        open={asking !== null}
        onOpenChange={(open) => !open && setAsking(null)}
        onYes={() => asking && void change(asking, `You are now ${roleText(asking)}`)}
      />
    </li>
  );
}

/** "an owner", "a client". */
const roleText = (role: Role) => {
  const word = ROLE_WORDS[role].name.toLowerCase();
  return /^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`;
};

type RemoveProps = { workspaceId: string; workspaceName: string; userId: string; name: string };

function Remove({ workspaceId, workspaceName, userId, name }: RemoveProps) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);
  const remove = async () => {
    setPending(true);
    const answer = await attempt(() => removeMemberAction({ workspaceId, userId }));
    setPending(false);
    router.refresh();
    if (answer.ok) notify({ title: `${name} is no longer in ${workspaceName}` });
    else notify({ title: `${name} was not removed`, description: answer.refused.text ?? undefined });
  };
  return (
    <>
      <Button variant="ghost" size="sm" pending={pending} onClick={() => setAsking(true)}>
        Remove…<span className="sr-only"> {name}</span>
      </Button>
      <ConfirmLater
        question={{
          title: `Remove ${name}?`,
          text: `From their next click on they can't open ${workspaceName}. What they wrote, scheduled and agreed to stays as it is. Invitations and links they sent stay too: look through them.`,
          yes: "Remove",
        }}
        danger
        no="Keep them"
        open={asking}
        onOpenChange={setAsking}
        onYes={() => void remove()}
      />
    </>
  );
}

type LeaveProps = { workspaceId: string; workspaceName: string; isLastOwner: boolean };

/** Going by oneself; the last owner is told why they can't. */
export function Leave({ workspaceId, workspaceName, isLastOwner }: LeaveProps) {
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);
  const leave = async () => {
    setPending(true);
    const answer = await attempt(() => leaveWorkspaceAction({ workspaceId }));
    if (answer.ok) {
      window.location.assign("/app");
      return;
    }
    setPending(false);
    notify({ title: "You are still in this workspace", description: answer.refused.text ?? undefined });
  };
  if (isLastOwner) {
    return <span className="text-meta text-ink-2 sm:text-end">The only owner can't leave</span>;
  }
  return (
    <>
      <Button variant="ghost" size="sm" pending={pending} onClick={() => setAsking(true)}>
        Leave…
      </Button>
      <ConfirmLater
        question={{
          title: `Leave ${workspaceName}?`,
          text: "You can't open it any more until somebody invites you again. What you wrote and scheduled stays there.",
          yes: "Leave",
        }}
        danger
        no="Stay"
        open={asking}
        onOpenChange={setAsking}
        onYes={() => void leave()}
      />
    </>
  );
}
