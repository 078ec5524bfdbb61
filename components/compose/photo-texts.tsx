"use client";

import { Checkbox } from "#components/ui/checkbox";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { PHOTO_TEXT_LIMITS } from "#lib/posts/rules";
import type { Compose } from "./use-compose";

/** The line above a carousel's description. */
export function TitleField({ compose }: { compose: Compose }) {
  const { set, write } = compose.photos;
  const over = set.title.length - PHOTO_TEXT_LIMITS.title;
  return (
    <Field
      label="Title"
      description="Optional."
      error={over > 0 ? `The title is ${over} too long` : undefined}
      footer={
        <p
          className={
            over > 0
              ? "mt-1 text-end text-meta font-semibold text-stop-text"
              : "mt-1 text-end text-meta text-ink-2"
          }
        >
          {set.title.length} of {PHOTO_TEXT_LIMITS.title}
        </p>
      }
    >
      <Input id="compose-title" dir="auto" value={set.title} onValueChange={(title) => write({ title })} />
    </Field>
  );
}

/** Off until somebody wants it, like everything else that goes out in a creator's name. */
export function MusicField({ compose }: { compose: Compose }) {
  const { set, write } = compose.photos;
  return (
    <Checkbox
      label="Let TikTok add music"
      description="TikTok picks it. It can be changed in the TikTok app afterwards."
      checked={set.autoAddMusic}
      onCheckedChange={(autoAddMusic) => write({ autoAddMusic })}
    />
  );
}
