"use client";

import { Link2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { attempt, nothingRefused, RefusedText } from "#components/team/refused";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";
import { makeConnectLinkAction, makeReconnectLinkAction } from "#lib/creators/actions";
import type { MadeLink as Made } from "#lib/creators/make-connect-link";
import { MadeLink } from "./made-link";
import type { Times } from "./when";

type NewLinkDialogProps = {
  workspaceId: string;
  workspaceName: string;
  /** The accounts of the workspace, for a link that repairs one. */
  accounts: readonly { id: string; name: string }[];
  times: Times;
  variant?: "primary" | "secondary";
};

const SOMEBODY = "somebody";

/** Makes a connect link: for somebody new, or for an account whose permission is to be repaired. */
export function NewLinkDialog({ variant = "secondary", ...props }: NewLinkDialogProps) {
  const router = useRouter();
  const form = useId();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<{ link: Made; email: string | null; repairs: string | null }>();
  const [pending, setPending] = useState(false);
  const toggle = (next: boolean) => {
    setOpen(next);
    if (next) setMade(undefined);
    else router.refresh();
  };
  const { workspaceName: team } = props;
  return (
    <Dialog
      open={open}
      onOpenChange={toggle}
      trigger={
        <Button variant={variant}>
          <Link2 />
          New connect link
        </Button>
      }
      title={made ? "The link is ready" : "New connect link"}
      description={
        made
          ? undefined
          : "Whoever opens it reads who asks and for what, and lets you in on TikTok's page. They need no account here."
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
        <MadeLink {...made} times={props.times} letter={letterFor(team, made.repairs, made.link.url)} />
      ) : (
        <NewLinkForm {...props} form={form} pending={pending} setPending={setPending} onMade={setMade} />
      )}
    </Dialog>
  );
}

/** A few lines to the owner of the account, with the link. `repairs`: the account's name. */
export function letterFor(team: string, repairs: string | null, url: string) {
  const subject = repairs
    ? `${team} needs ${repairs} to reconnect TikTok`
    : `${team} would like to post to your TikTok for you`;
  const text = [
    "Hello,",
    repairs
      ? `we can no longer post for ${repairs}: TikTok's permission was lost or is incomplete. This page asks for it again; it takes a minute, and you need no account:`
      : "this page says what we could do for you and what not, and asks TikTok for your permission. You need no account:",
    url,
    "You can take it back at any time, in TikTok's settings or there.",
    team,
  ].join("\n\n");
  return { subject, text };
}

type FormProps = NewLinkDialogProps & {
  form: string;
  pending: boolean;
  setPending: (pending: boolean) => void;
  onMade: (made: { link: Made; email: string | null; repairs: string | null }) => void;
};

function NewLinkForm({ workspaceId, accounts, form, pending, setPending, onMade }: FormProps) {
  const [refused, setRefused] = useState(nothingRefused);
  const [target, setTarget] = useState(SOMEBODY);
  const account = accounts.find(({ id }) => id === target);
  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const told = new FormData(event.currentTarget);
    const email = String(told.get("email") ?? "").trim() || null;
    const label = String(told.get("label") ?? "");
    setRefused(nothingRefused);
    setPending(true);
    const answer = await attempt(() =>
      account
        ? makeReconnectLinkAction({ workspaceId, creatorId: account.id, email })
        : makeConnectLinkAction({ workspaceId, label, email }),
    );
    setPending(false);
    if (answer.ok) onMade({ link: answer.value, email, repairs: account?.name ?? null });
    else setRefused(answer.refused);
  };
  return (
    <form id={form} noValidate onSubmit={make} className="flex flex-col gap-4">
      {accounts.length > 0 ? (
        <Field label="What it is for" custom>
          <Select
            value={target}
            onValueChange={(value) => setTarget(value ?? SOMEBODY)}
            options={[
              { value: SOMEBODY, label: "Connect a new account" },
              ...accounts.map(({ id, name }) => ({ value: id, label: `Reconnect ${name}` })),
            ]}
          />
        </Field>
      ) : null}
      {account ? null : (
        <Field
          name="label"
          label="For whom"
          description="A name by which you find the link again. Only your team sees it."
          error={refused.fields.label}
        >
          <Input autoComplete="off" maxLength={80} />
        </Field>
      )}
      <Field
        name="email"
        label="E-mail"
        note="optional"
        description="We mail the link there. Without an address you copy it and send it yourself."
        error={refused.fields.email}
      >
        <Input type="email" autoComplete="off" spellCheck={false} />
      </Field>
      <RefusedText refused={refused} except={["label", "email"]} />
    </form>
  );
}
