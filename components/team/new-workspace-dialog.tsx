"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { createWorkspaceAction } from "#lib/workspaces/actions";
import { attempt, nothingRefused, RefusedText } from "./refused";
import { ownZone, ZoneField } from "./zone-field";

/** A place of one's own for another team or brand. */
export function NewWorkspaceDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const form = useId();
  const [timeZone, setTimeZone] = useState(ownZone);
  const [pending, setPending] = useState(false);
  const [refused, setRefused] = useState(nothingRefused);
  const create = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "");
    setRefused(nothingRefused);
    setPending(true);
    const answer = await attempt(() => createWorkspaceAction({ name, timeZone }));
    setPending(false);
    if (!answer.ok) {
      setRefused(answer.refused);
      return;
    }
    onOpenChange(false);
    router.push(`/app/${answer.value.workspaceId}`);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="New workspace"
      description="Accounts, posts and people of a workspace are seen only there. You own the new one."
      actions={
        <>
          <Button type="submit" form={form} pending={pending}>
            Create the workspace
          </Button>
          <DialogClose>Cancel</DialogClose>
        </>
      }
    >
      <form id={form} noValidate onSubmit={create} className="flex flex-col gap-4">
        <Field name="name" label="Name" error={refused.fields.name}>
          <Input autoComplete="organization" maxLength={80} />
        </Field>
        <ZoneField
          value={timeZone}
          onChange={setTimeZone}
          description="In which times are told. Each account can have its own."
          error={refused.fields.timeZone}
        />
        <RefusedText refused={refused} except={["name", "timeZone"]} />
      </form>
    </Dialog>
  );
}
