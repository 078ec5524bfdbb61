"use client";

import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { RadioGroup } from "#components/ui/radio-group";
import { notify } from "#components/ui/toast";
import { inviteAction } from "#lib/workspaces/actions";
import { mayGive, ROLE_WORDS, ROLES, type Role } from "#lib/workspaces/roles";
import { attempt, nothingRefused, RefusedText } from "./refused";

/** Asks somebody in by mail. Offers the roles that one may give. */
export function InviteDialog({ workspaceId, giver }: { workspaceId: string; giver: Role }) {
  const router = useRouter();
  const form = useId();
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [refused, setRefused] = useState(nothingRefused);
  const [role, setRole] = useState<Role>("editor");
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get("email") ?? "");
    setRefused(nothingRefused);
    setPending(true);
    const answer = await attempt(() => inviteAction({ workspaceId, email, role }));
    setPending(false);
    if (!answer.ok) {
      setRefused(answer.refused);
      return;
    }
    setOpen(false);
    router.refresh();
    if (answer.value.mailed) notify({ title: `The invitation is on its way to ${email.trim()}` });
    else {
      notify({
        title: "The invitation stands, but the mail was not sent",
        description: "The mail server did not take it. Send it again from the list in a minute.",
      });
    }
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setRefused(nothingRefused);
      }}
      trigger={
        <Button>
          <UserPlus />
          Invite somebody
        </Button>
      }
      title="Invite somebody"
      description="They get a mail with a link. It works once, for seven days, for the owner of that address."
      actions={
        <>
          <Button type="submit" form={form} pending={pending}>
            Send the invitation
          </Button>
          <DialogClose>Cancel</DialogClose>
        </>
      }
    >
      <form id={form} noValidate onSubmit={send} className="flex flex-col gap-4">
        <Field name="email" label="E-mail" error={refused.fields.email}>
          <Input type="email" autoComplete="off" spellCheck={false} />
        </Field>
        <RadioGroup
          legend="Role"
          value={role}
          onValueChange={(value) => setRole(value as Role)}
          options={ROLES.filter((each) => mayGive(giver, each)).map((each) => ({
            value: each,
            label: ROLE_WORDS[each].name,
            description: ROLE_WORDS[each].is,
          }))}
        />
        <RefusedText refused={refused} except={["email"]} />
      </form>
    </Dialog>
  );
}
