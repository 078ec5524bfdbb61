"use client";

import { RadioGroup } from "#components/ui/radio-group";
import { neededScope } from "#lib/posts/rules";
import type { Compose } from "./use-compose";

const CHOICES = [
  { mode: "direct", label: "Post directly", means: "It appears on the profile." },
  { mode: "inbox", label: "TikTok inbox", means: "The owner finishes and posts it in the TikTok app." },
] as const;

/** How the video reaches TikTok: only what the account's permissions allow, and otherwise why not. */
export function DeliveryField({ compose }: { compose: Compose }) {
  const { content, edit, grantedScopes, creator, handle, connectAgain } = compose;
  const missing = CHOICES.filter(({ mode }) => creator && !grantedScopes.includes(neededScope(mode)));
  return (
    <div id="compose-delivery" className="flex flex-col items-start gap-2">
      <RadioGroup
        legend="Delivery"
        value={content.mode}
        onValueChange={(mode) => edit({ content: { mode: mode === "inbox" ? "inbox" : "direct" } })}
        options={CHOICES.map(({ mode, label, means }) => {
          const isMissing = missing.some((choice) => choice.mode === mode);
          return {
            value: mode,
            label,
            description: isMissing ? `${handle} hasn't allowed this in TikTok yet.` : means,
            disabled: isMissing && content.mode !== mode,
          };
        })}
      />
      {missing.length ? (
        <button type="button" className="link min-h-8 text-body" onClick={connectAgain}>
          Turn on the missing permission
        </button>
      ) : null}
    </div>
  );
}
