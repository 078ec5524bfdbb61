"use client";

import { Mail } from "lucide-react";
import { useId } from "react";
import { buttonClass } from "#components/ui/button";
import { cn } from "#components/ui/cn";
import { CopyButton } from "#components/ui/copy-button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { controlClass } from "#components/ui/input";
import type { Message } from "./ask-message";

type AskDialogProps = { message: Message; open: boolean; onOpenChange: (open: boolean) => void };

/** A ready-written message to somebody who can help, to copy or to open in one's own mail. */
export function AskDialog({ message, open, onOpenChange }: AskDialogProps) {
  const id = useId();
  const { title, description, subject, text } = message;
  const mail = `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={description}
      actions={
        <>
          <a href={mail} className={buttonClass()}>
            <Mail />
            Open in my mail
          </a>
          <CopyButton value={text} label="Copy the message" copiedLabel="Copied" size="md" />
          <DialogClose variant="ghost">Close</DialogClose>
        </>
      }
    >
      <label htmlFor={id} className="mb-1 block text-label">
        Message
      </label>
      <textarea
        id={id}
        readOnly
        rows={12}
        value={text}
        className={cn(controlClass, "w-full resize-y py-2 text-body leading-5")}
      />
    </Dialog>
  );
}
