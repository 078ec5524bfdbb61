"use client";

import { Checkbox } from "#components/ui/checkbox";
import { Field } from "#components/ui/field";
import { Select } from "#components/ui/select";
import { Switch } from "#components/ui/switch";
import { Tooltip } from "#components/ui/tooltip";
import type { PrivacyLevel } from "#lib/db/json";
import {
  brandedContentReason,
  EXACT,
  interactionsOf,
  offeredPrivacy,
  promotion,
  promotionLabel,
  UNAUDITED_REASON,
} from "#lib/posts/rules";
import type { Compose } from "./use-compose";

const PRIVACY: Record<PrivacyLevel, { label: string; description?: string }> = {
  PUBLIC_TO_EVERYONE: { label: "Everyone" },
  MUTUAL_FOLLOW_FRIENDS: { label: "Friends", description: "Followers whom the account follows back" },
  FOLLOWER_OF_CREATOR: { label: "Followers" },
  SELF_ONLY: { label: "Only me", description: "Nobody but the account's owner" },
};

/** Guidelines 2b and 3b': who can watch. Nothing is chosen until a person chooses, from what TikTok offers now. */
export function PrivacyField({ compose }: { compose: Compose }) {
  const { content, edit, asked, audited } = compose;
  const { brandedContent } = promotion(content);
  const choices = asked.info ? offeredPrivacy(asked.info, { audited, brandedContent }) : [];
  const isOffered = choices.some(({ level }) => level === content.privacy);
  const gone = asked.info && content.privacy && !isOffered;
  return (
    <Field
      custom
      label="Who can watch"
      description={audited ? undefined : UNAUDITED_REASON}
      disabled={!asked.info}
      error={gone ? "TikTok no longer offers what was chosen. Choose again" : undefined}
    >
      <Select
        id="compose-privacy"
        placeholder={placeholder(compose)}
        disabled={!asked.info}
        value={isOffered ? content.privacy : null}
        onValueChange={(privacy) => edit({ content: { privacy: privacy as PrivacyLevel | null } })}
        options={choices.map(({ level, reason }) => ({
          value: level,
          ...PRIVACY[level],
          disabled: reason !== null,
          reason: reason ?? undefined,
        }))}
      />
    </Field>
  );
}

function placeholder({ creator, needsInfo, asked }: Compose): string {
  if (!creator) return "Choose an account first";
  if (asked.info) return "Choose who can watch";
  return needsInfo && asked.asking ? "Waiting for TikTok" : "Not available now";
}

/** Guideline 2c: what viewers may do. All off until ticked; what the account switched off in TikTok stays grey. */
export function InteractionsField({ compose }: { compose: Compose }) {
  const { content, edit, asked, handle } = compose;
  return (
    <fieldset id="compose-interactions">
      <legend className="mb-1 text-label text-ink">Allow viewers to</legend>
      <div className="flex flex-col sm:flex-row sm:flex-wrap sm:gap-x-8">
        {interactionsOf(content).map(({ field, off, label }) => {
          const isOff = asked.info?.[off] ?? false;
          const description = isOff
            ? content[field]
              ? `${handle} has switched this off in TikTok. Untick it`
              : `Off in ${handle}'s TikTok settings`
            : undefined;
          return (
            <Checkbox
              key={field}
              label={label}
              description={description}
              checked={content[field]}
              // Ticked before the account switched it off: unticking must stay possible.
              disabled={!asked.info || (isOff && !content[field])}
              onCheckedChange={(checked) => edit({ content: { [field]: checked } })}
            />
          );
        })}
      </div>
    </fieldset>
  );
}

/** Guidelines 3a to 3b: the disclosure, off until somebody turns it on, with nothing ticked below it. */
export function DisclosureField({ compose }: { compose: Compose }) {
  const { content, edit } = compose;
  const label = promotionLabel(content);
  const reason = brandedContentReason(content);
  const branded = (
    <Checkbox
      label="Branded content"
      description={reason ?? "You promote another brand or a third party."}
      checked={content.brandedContent}
      disabled={reason !== null && !content.brandedContent}
      onCheckedChange={(brandedContent) => edit({ content: { brandedContent } })}
    />
  );
  return (
    <fieldset id="compose-disclosure">
      <legend className="sr-only">Disclosure</legend>
      <Switch
        label="Disclose post content"
        description={`Turn on if ${compose.noun === "photos" ? "these photos promote" : `this ${compose.noun} promotes`} you, a brand, a product or a service.`}
        checked={content.discloses}
        onCheckedChange={(discloses) =>
          edit({ content: { discloses, yourBrand: false, brandedContent: false } })
        }
      />
      {content.discloses ? (
        <div className="mt-1 border-s border-line ps-4">
          <Checkbox
            label="Your brand"
            description="You promote yourself or your own business."
            checked={content.yourBrand}
            onCheckedChange={(yourBrand) => edit({ content: { yourBrand } })}
          />
          {reason ? (
            <Tooltip content={reason} repeatsName>
              <div>{branded}</div>
            </Tooltip>
          ) : (
            branded
          )}
          <p role="status" className="min-h-5 py-1 text-body">
            {label === "Paid partnership" ? EXACT.brandedContent : label ? EXACT.yourBrand : null}
          </p>
        </div>
      ) : null}
    </fieldset>
  );
}

export function AiField({ compose }: { compose: Compose }) {
  const { content, edit } = compose;
  return (
    <Switch
      label="AI-generated content"
      description="TikTok then labels the post “Creator labeled as AI-generated”."
      checked={content.aiGenerated}
      onCheckedChange={(aiGenerated) => edit({ content: { aiGenerated } })}
    />
  );
}
