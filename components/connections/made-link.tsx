"use client";

import { Mail } from "lucide-react";
import { useId } from "react";
import { buttonClass } from "#components/ui/button";
import { CopyButton } from "#components/ui/copy-button";
import { Input } from "#components/ui/input";
import type { MadeLink as Made } from "#lib/creators/make-connect-link";
import { dayText, type Times } from "./when";

type MadeLinkProps = {
  link: Made;
  /** Where it was mailed to; null when it is handed over by hand. */
  email: string | null;
  times: Times;
  /** A letter to send oneself, with the link in it. */
  letter: { subject: string; text: string };
};

/** A link at the one moment when it can be seen: to copy, or to send in one's own mail. */
export function MadeLink({ link, email, times, letter }: MadeLinkProps) {
  const id = useId();
  const own = `mailto:${email ?? ""}?subject=${encodeURIComponent(letter.subject)}&body=${encodeURIComponent(letter.text)}`;
  return (
    <div className="flex flex-col gap-3">
      {link.mailed === null ? null : (
        <p role="status" className="text-body">
          {link.mailed
            ? `It is on its way to ${email}.`
            : `The mail server did not take the mail to ${email}. Send the link yourself.`}
        </p>
      )}
      <label htmlFor={id} className="text-label">
        The link
      </label>
      <Input
        id={id}
        readOnly
        value={link.url}
        onFocus={(event) => event.target.select()}
        className="font-mono"
      />
      <div className="flex flex-wrap gap-2">
        <CopyButton value={link.url} label="Copy the link" copiedLabel="Copied" size="md" variant="primary" />
        <CopyButton value={letter.text} label="Copy a message with it" copiedLabel="Copied" size="md" />
        <a href={own} className={buttonClass({ variant: "secondary" })}>
          <Mail />
          Open in my mail
        </a>
      </div>
      <p className="max-w-measure text-body text-ink-2">
        It works once, until {dayText(link.expiresAt, times)}, and is shown only now. Whoever has it can use
        it: send it to the owner of the account and nobody else.
      </p>
    </div>
  );
}
