"use client";

import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import type { Question } from "./deeds";

type ConfirmProps = {
  question: Question;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onYes: () => void;
  /** The deed takes something away for good. */
  danger?: boolean;
  no?: string;
};

/** Asks once more, and says what will follow. */
export function Confirm({
  question,
  open,
  onOpenChange,
  onYes,
  danger = false,
  no = "Leave it",
}: ConfirmProps) {
  const yes = () => {
    onOpenChange(false);
    onYes();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={question.title}
      actions={
        <>
          <Button variant={danger ? "danger" : "primary"} onClick={yes}>
            {question.yes}
          </Button>
          <DialogClose>{no}</DialogClose>
        </>
      }
    >
      <p className="max-w-measure text-body text-ink-2">{question.text}</p>
    </Dialog>
  );
}
