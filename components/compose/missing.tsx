import type { Code } from "#lib/errors/catalog";
import type { Failure } from "#lib/errors/failure";
import type { Problem } from "#lib/errors/result";

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

/** What our own server says about the draft, beside the line that tells whether it is saved. */
export function sayProblem({ kind }: Problem): Missing {
  const id = "compose-save";
  switch (kind) {
    case "changed":
      return { id, message: "This draft was changed or sent in another window. Reload it" };
    case "signed_out":
      return { id, message: "You are signed out. Sign in again, then press the button once more" };
    case "not_allowed":
      return { id, message: "Your role here may write drafts, but not send them" };
    default:
      return { id, message: "This draft is no longer here. Go back to your posts" };
  }
}
