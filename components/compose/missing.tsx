import type { Code } from "#lib/errors/catalog";
import type { Failure } from "#lib/errors/failure";

/** Something that keeps the post from being sent: where it is put right, and what is said there. */
export type Missing = { id: string; message: string };

const FIELD: Partial<Record<Code, string>> = {
  "media.missing": "compose-media",
  "caption.too_long": "compose-caption",
  "description.too_long": "compose-caption",
  "title.too_long": "compose-title",
  "privacy.not_chosen": "compose-privacy",
  "privacy.not_offered": "compose-privacy",
  "interaction.not_allowed": "compose-interactions",
  "disclosure.incomplete": "compose-disclosure",
  "disclosure.private": "compose-privacy",
  scope_not_authorized: "compose-delivery",
  "consent.missing": "compose-consent",
};

/** The id of the field where a failure is put right; `undefined` when no field of this screen can. */
export const fieldOf = ({ code }: Pick<Failure, "code">): string | undefined =>
  FIELD[code] ?? (isAboutFile(code) ? "compose-media" : undefined);

/** What we found in a file before TikTok saw it. What happened to a stored file is not put right in a field. */
const isAboutFile = (code: Code): boolean =>
  (code.startsWith("media.") && code !== "media.changed") ||
  (code.startsWith("photo.") && code !== "photo.no_address");
