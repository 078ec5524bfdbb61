"use client";

import { type FormEvent, useId, useState } from "react";
import { MadeLink } from "#components/connections/made-link";
import { letterFor } from "#components/connections/new-link-dialog";
import type { Times } from "#components/connections/when";
import { attempt, nothingRefused, RefusedText } from "#components/team/refused";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { makeReconnectLinkAction } from "#lib/creators/actions";
import type { MadeLink as Made } from "#lib/creators/make-connect-link";

export type ReconnectTarget = {
  workspaceId: string;
  workspaceName: string;
  creatorId: string;
  /** As people know the account: "@lena.rooftop". */
  account: string;
};

type ReconnectDialogProps = {
  target: ReconnectTarget;
  times: Times;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Makes a link by which the owner of an account gives its permission again: to mail, to copy, to send oneself. */
export function ReconnectDialog({ target, times, open, onOpenChange }: ReconnectDialogProps) {
  const form = useId();
  const [made, setMade] = useState<{ link: Made; email: string | null }>();
  const [pending, setPending] = useState(false);
  const [refused, setRefused] = useState(nothingRefused);
  const { workspaceId, workspaceName, creatorId, account } = target;
  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const email = String(new FormData(event.currentTarget).get("email") ?? "").trim() || null;
    setRefused(nothingRefused);
    setPending(true);
    const answer = await attempt(() => makeReconnectLinkAction({ workspaceId, creatorId, email }));
    setPending(false);
    if (answer.ok) setMade({ link: answer.value, email });
    else setRefused(answer.refused);
  };
  const toggle = (next: boolean) => {
    onOpenChange(next);
    if (!next) setMade(undefined);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={toggle}
      title={made ? "The link is ready" : `Send the owner of ${account} a link`}
      description={
        made
          ? undefined
          : "They give TikTok's permission again in their own browser, without an account here. Posts that wait for it and are not too late then go out by themselves."
      }
      actions={
        made ? (
          <DialogClose>Done</DialogClose>
        ) : (
          <>
            <Button type="submit" form={form} pending={pending}>
              Make the link
            </Button>
            <DialogClose>Cancel</DialogClose>
          </>
        )
      }
    >
      {made ? (
        <MadeLink {...made} times={times} letter={letterFor(workspaceName, account, made.link.url)} />
      ) : (
        <form id={form} noValidate onSubmit={make} className="flex flex-col gap-4">
          <Field
            name="email"
            label="E-mail"
            note="optional"
            description="We mail the link there. Without an address you copy it and send it yourself."
            error={refused.fields.email}
          >
            <Input type="email" autoComplete="off" spellCheck={false} />
          </Field>
          <RefusedText refused={refused} except={["email"]} />
        </form>
      )}
    </Dialog>
  );
}
