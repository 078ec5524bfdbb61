import type { AppSettings } from "#simulator/app-settings";
import type { Persona } from "#simulator/personas";

/** How a person changes a property by hand. A number that may be left empty is null then. */
export type Field<Key extends string> = { key: Key; label: string } & (
  | { kind: "switch" }
  | { kind: "number"; optional?: true }
  | { kind: "choice"; options: readonly (string | number)[] }
);

export const CREATOR_FIELDS: readonly Field<keyof Persona>[] = [
  { key: "private", label: "Private profile", kind: "switch" },
  { key: "commentDisabled", label: "Comments off", kind: "switch" },
  { key: "duetDisabled", label: "Duets off", kind: "switch" },
  { key: "stitchDisabled", label: "Stitches off", kind: "switch" },
  { key: "banned", label: "Banned from posting", kind: "switch" },
  { key: "revokesAfterUpload", label: "Removes the app after an upload", kind: "switch" },
  { key: "activeCapReached", label: "Finds the app full for today", kind: "switch" },
  { key: "reviewNeverEnds", label: "Review never ends", kind: "switch" },
  { key: "maxDurationSec", label: "Longest video, seconds", kind: "number" },
  { key: "postsToday", label: "Posts today by other apps", kind: "number" },
  { key: "pendingShares", label: "Drafts waiting, by other apps", kind: "number" },
  { key: "moderationSec", label: "Review takes, seconds (empty: usual)", kind: "number", optional: true },
  { key: "requestsPerMinute", label: "Requests a minute (empty: usual)", kind: "number", optional: true },
];

export const APP_FIELDS: readonly Field<keyof AppSettings>[] = [
  { key: "audited", label: "Passed the audit", kind: "switch" },
  { key: "sandbox", label: "Sandbox app", kind: "switch" },
  { key: "loginKitEnabled", label: "Login Kit switched on", kind: "switch" },
  { key: "pkceMode", label: "PKCE", kind: "choice", options: ["off", "optional", "required"] },
  { key: "lifetimes", label: "Token lifetimes", kind: "choice", options: ["current", "older"] },
  { key: "rotation", label: "Refresh tokens rotate", kind: "choice", options: ["always", "never"] },
  { key: "tokenErrorStatus", label: "Token errors at HTTP", kind: "choice", options: [200, 400] },
  { key: "pendingShareStatus", label: "Too many drafts at HTTP", kind: "choice", options: [400, 403] },
  {
    key: "invalidParamSpelling",
    label: "Wrong field's code",
    kind: "choice",
    options: ["invalid_params", "invalid_param"],
  },
  { key: "brandedSelfOnly", label: "Branded, only me", kind: "choice", options: ["refuse", "accept"] },
  { key: "activeCreatorCap", label: "Creators a day (empty: usual)", kind: "number", optional: true },
  { key: "processingMs", label: "Processing takes, ms", kind: "number" },
  { key: "moderationMs", label: "Review takes, ms", kind: "number" },
];
