"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { askForLink } from "./ask-for-link";

const SHAPE = /^[^\s@]+@[^\s@]+$/;

/** Asks for a sign-in link by e-mail. The answer is the same for every address, so that nobody learns who works here. */
export function MailForm({ callbackUrl }: { callbackUrl: string }) {
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get("email") ?? "").trim();
    if (!SHAPE.test(email)) {
      setError("Enter an e-mail address, such as name@example.com");
      field.current?.focus();
      return;
    }
    setError(undefined);
    setPending(true);
    const problem = await askForLink(email, callbackUrl);
    if (!problem) {
      router.push("/sign-in/mail-sent");
      return;
    }
    setPending(false);
    setError(problem);
  };

  return (
    <form noValidate onSubmit={send} className="flex flex-col gap-3">
      <Field
        name="email"
        label="Work e-mail"
        description="For agency staff: we send you a link that signs you in."
        error={error}
      >
        <Input ref={field} type="email" autoComplete="email" spellCheck={false} />
      </Field>
      <Button type="submit" variant="secondary" pending={pending} className="self-start max-sm:self-stretch">
        {pending ? "Sending the link…" : "Send me a sign-in link"}
      </Button>
    </form>
  );
}
