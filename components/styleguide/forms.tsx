"use client";

import { useId, useState } from "react";
import { Button } from "#components/ui/button";
import { Checkbox } from "#components/ui/checkbox";
import { ErrorSummary } from "#components/ui/error-summary";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { RadioGroup } from "#components/ui/radio-group";
import { Select, type SelectOption } from "#components/ui/select";
import { Switch } from "#components/ui/switch";
import { Textarea } from "#components/ui/textarea";
import { Chapter, Specimen } from "./specimen";

const audiences: SelectOption[] = [
  { value: "PUBLIC_TO_EVERYONE", label: "Everyone" },
  { value: "MUTUAL_FOLLOW_FRIENDS", label: "Friends", description: "Followers you follow back" },
  {
    value: "SELF_ONLY",
    label: "Only me",
    disabled: true,
    reason: "Branded content visibility cannot be set to private.",
  },
];

/** Everything that takes a value. */
export function Forms() {
  return (
    <Chapter title="Fields">
      <TextFields />
      <Choices />
      <Problems />
    </Chapter>
  );
}

function TextFields() {
  const [caption, setCaption] = useState("sunset set, take three. #rooftop #livelooping");
  return (
    <>
      <Specimen name="field + input: empty · described · wrong · disabled · read-only">
        <Field label="Workspace name">
          <Input placeholder="Northlight Studio" />
        </Field>
        <Field
          label="E-mail for notices"
          note="optional"
          description="TikTok gives us none. Only posts that need you."
        >
          <Input type="email" autoComplete="email" defaultValue="marta@northlight.example" />
        </Field>
        <Field label="E-mail" error="Enter an address with an @ in it, like name@example.com">
          <Input defaultValue="marta.northlight" />
        </Field>
        <Field label="Address to paste at TikTok" disabled>
          <Input defaultValue="https://air.example/api/tiktok/callback" />
        </Field>
        <Field label="Redirect address">
          <Input readOnly defaultValue="https://air.example/api/tiktok/callback" />
        </Field>
      </Specimen>
      <Specimen name="field + textarea, with a counter as footer">
        <Field
          label="Caption"
          description="Most emoji count as 2."
          footer={<p className="text-end text-meta text-ink-2">{caption.length} of 2,200</p>}
        >
          <Textarea value={caption} onValueChange={setCaption} dir="auto" />
        </Field>
      </Specimen>
    </>
  );
}

function Choices() {
  return (
    <>
      <Specimen name="field + select: no default, a disabled option that says why · chosen · wrong · disabled">
        <Field custom label="Who can watch">
          <Select options={audiences} placeholder="Choose who can watch" name="privacy" />
        </Field>
        <Field custom label="Who can watch, chosen">
          <Select options={audiences} defaultValue="PUBLIC_TO_EVERYONE" />
        </Field>
        <Field custom label="Who can watch, missing" error="Choose who can watch">
          <Select options={audiences} placeholder="Choose who can watch" />
        </Field>
        <Field custom label="Who can watch, not yet" disabled>
          <Select options={audiences} placeholder="Choose an account first" disabled />
        </Field>
      </Specimen>
      <Specimen name="checkbox: off · on · disabled with its reason">
        <div>
          <Checkbox label="Comment" />
          <Checkbox label="Duet" defaultChecked />
          <Checkbox label="Stitch" disabled description="Off in this account's TikTok settings" />
          <Checkbox
            label="Branded content"
            defaultChecked
            disabled
            description="Your photo/video will be labeled as 'Paid partnership'"
          />
        </div>
      </Specimen>
      <Specimen name="switch: off · on · disabled">
        <div>
          <Switch
            label="Disclose post content"
            description="Turn on if the video promotes goods or services."
          />
          <Switch label="AI-generated content" defaultChecked />
          <Switch label="Add music" disabled />
        </div>
      </Specimen>
      <Specimen name="radio-group: inline · wrong">
        <RadioGroup
          legend="Delivery"
          inline
          defaultValue="direct"
          options={[
            { value: "direct", label: "Post directly" },
            { value: "inbox", label: "TikTok inbox", description: "Finish in the app" },
            { value: "later", label: "Ask later", disabled: true },
          ]}
        />
        <RadioGroup
          legend="When"
          error="Choose when to post"
          options={[
            { value: "now", label: "Now" },
            { value: "pick", label: "Pick a time" },
          ]}
        />
      </Specimen>
    </>
  );
}

function Problems() {
  const id = useId();
  const [sent, setSent] = useState(false);
  return (
    <Specimen name="error-summary: takes the focus, links lead into the controls">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setSent(true);
        }}
      >
        <ErrorSummary
          errors={
            sent
              ? [
                  { id: `${id}-title`, message: "Enter a title" },
                  { id: `${id}-who`, message: "Choose who can watch" },
                ]
              : []
          }
        />
        <Field label="Title" error={sent ? "Enter a title" : undefined}>
          <Input id={`${id}-title`} />
        </Field>
        <Field custom label="Who can watch this" error={sent ? "Choose who can watch" : undefined}>
          <Select id={`${id}-who`} options={audiences} placeholder="Choose who can watch" />
        </Field>
        <Button type="submit" className="self-start">
          Send with problems
        </Button>
      </form>
    </Specimen>
  );
}
