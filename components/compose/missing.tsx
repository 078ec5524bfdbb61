import type { Code } from "#lib/errors/catalog";
import type { Failure } from "#lib/errors/failure";

/** Something that keeps the post from being sent: where it is put right, and what is said there. */
export type Missing = { id: string; message: string };

const FIELD: Partial<Record<Code, string>> = {
  "media.none": "compose-media",
  "media.too_long": "compose-media",
  "media.missing": "compose-media",
  "caption.too_long": "compose-caption",
  "privacy.not_chosen": "compose-privacy",
  "privacy.not_offered": "compose-privacy",
  "interaction.not_allowed": "compose-interactions",
  "disclosure.incomplete": "compose-disclosure",
  "disclosure.private": "compose-privacy",
  scope_not_authorized: "compose-delivery",
  "consent.missing": "compose-consent",
};

/** The id of the field where a failure is put right; `undefined` when no field of this screen can. */
export const fieldOf = (cause: Pick<Failure, "code">): string | undefined => FIELD[cause.code];
