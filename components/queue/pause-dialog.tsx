"use client";

import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";

type PauseDialogProps = {
  account: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onPause: (reason: string) => void;
};

/** Asks why before it stops everything of an account: whoever finds it stopped has to know. */
export function PauseDialog({ account, open, onOpenChange, onPause }: PauseDialogProps) {
  const [reason, setReason] = useState("");
  const [isAsked, setAsked] = useState(false);
  const words = reason.trim();
  const pause = () => {
    if (!words) return setAsked(true);
    onOpenChange(false);
    onPause(words);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Pause ${account}?`}
      description="Nothing goes out for this account from this workspace until somebody resumes it. Posts keep their times. What is already on its way to TikTok carries on."
      actions={
        <>
          <Button onClick={pause}>Pause the queue</Button>
          <DialogClose>Leave it running</DialogClose>
        </>
      }
    >
      <Field
        label="Why"
        description="Your team reads this where the queue is paused."
        error={isAsked && !words ? "Say why, in a few words" : undefined}
      >
        <Input
          value={reason}
          maxLength={200}
          onValueChange={setReason}
          onKeyDown={(event) => event.key === "Enter" && pause()}
          placeholder="Lena is travelling until Monday"
        />
      </Field>
    </Dialog>
  );
}
