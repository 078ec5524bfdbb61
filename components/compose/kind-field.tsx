"use client";

import { RadioGroup } from "#components/ui/radio-group";
import type { Compose } from "./use-compose";

/** What is posted. What was chosen for the other kind stays, in case somebody changes their mind. */
export function KindField({ compose }: { compose: Compose }) {
  const { content, edit, pulls } = compose;
  const closed = !pulls && content.kind !== "photo";
  return (
    <RadioGroup
      legend="What you post"
      value={content.kind}
      onValueChange={(kind) => edit({ content: { kind: kind === "photo" ? "photo" : "video" } })}
      options={[
        { value: "video", label: "Video" },
        {
          value: "photo",
          label: "Photos",
          disabled: closed,
          description: closed
            ? "The operator of this copy of Aircheck has not set up the address from which TikTok fetches photos."
            : undefined,
        },
      ]}
    />
  );
}
