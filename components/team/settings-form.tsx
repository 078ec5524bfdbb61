"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { notify } from "#components/ui/toast";
import { changeWorkspaceAction } from "#lib/workspaces/actions";
import type { Settings } from "#lib/workspaces/change-workspace";
import { attempt, nothingRefused, RefusedText } from "./refused";
import { ZoneField } from "./zone-field";

/** What holds for the whole workspace. */
export function SettingsForm({ workspaceId, settings }: { workspaceId: string; settings: Settings }) {
  const router = useRouter();
  const [timeZone, setTimeZone] = useState(settings.timeZone);
  const [pending, setPending] = useState(false);
  const [refused, setRefused] = useState(nothingRefused);
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const told = new FormData(event.currentTarget);
    setRefused(nothingRefused);
    setPending(true);
    const answer = await attempt(() =>
      changeWorkspaceAction({
        workspaceId,
        name: String(told.get("name") ?? ""),
        timeZone,
        latenessLimitMinutes: Number.parseInt(String(told.get("lateness")), 10),
      }),
    );
    setPending(false);
    if (!answer.ok) {
      setRefused(answer.refused);
      return;
    }
    router.refresh();
    notify({ title: "Saved" });
  };
  return (
    <form noValidate onSubmit={save} className="flex max-w-lg flex-col gap-6">
      <Field name="name" label="Name" error={refused.fields.name}>
        <Input defaultValue={settings.name} maxLength={80} autoComplete="organization" />
      </Field>
      <ZoneField
        value={timeZone}
        onChange={setTimeZone}
        description="In which times are told, for accounts that have no zone of their own. Posts that have a time keep it."
        error={refused.fields.timeZone}
      />
      <Field
        name="lateness"
        label="How late a post may go out, in minutes"
        description="When something holds a post up for longer, nothing is sent and a person is asked."
        error={refused.fields.latenessLimitMinutes}
      >
        <Input
          type="number"
          inputMode="numeric"
          min={1}
          max={1440}
          defaultValue={settings.latenessLimitMinutes}
          className="max-w-32"
        />
      </Field>
      <RefusedText refused={refused} except={["name", "timeZone", "latenessLimitMinutes"]} />
      <Button type="submit" pending={pending} className="self-start max-sm:self-stretch">
        Save
      </Button>
    </form>
  );
}
