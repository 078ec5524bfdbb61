import { type Check, isBoolean, isText, isWhole, orNull } from "./shape";

/** A made-up creator: how their TikTok profile is set up, and what they tend to run into. */
export interface Persona {
  handle: string;
  nickname: string;
  /** One line for the consent page. */
  character: string;
  private: boolean;
  commentDisabled: boolean;
  duetDisabled: boolean;
  stitchDisabled: boolean;
  /** Seconds; what creator_info answers as `max_video_post_duration_sec`. */
  maxDurationSec: number;
  banned: boolean;
  /** Posts by other apps in the last 24 hours; they share the daily cap. */
  postsToday: number;
  /** Drafts by other apps that are still waiting in the inbox. */
  pendingShares: number;
  appVersion: string;
  /** Seconds until a public post has its id; null is the app-wide pace. */
  moderationSec: number | null;
  /** Review never ends, so the id never comes. */
  reviewNeverEnds: boolean;
  /** Removes the app's access the moment an upload finishes. */
  revokesAfterUpload: boolean;
  /** Finds the app's quota of active creators used up. */
  activeCapReached: boolean;
  /** Requests a minute for every posting endpoint; null is TikTok's own 6, 20 and 30. */
  requestsPerMinute: number | null;
}

export const PERSONA_CHECKS: Record<keyof Omit<Persona, "handle">, Check> = {
  nickname: isText,
  character: isText,
  private: isBoolean,
  commentDisabled: isBoolean,
  duetDisabled: isBoolean,
  stitchDisabled: isBoolean,
  maxDurationSec: isWhole(1),
  banned: isBoolean,
  postsToday: isWhole(0, 1000),
  pendingShares: isWhole(0, 1000),
  appVersion: isText,
  moderationSec: orNull(isWhole(0)),
  reviewNeverEnds: isBoolean,
  revokesAfterUpload: isBoolean,
  activeCapReached: isBoolean,
  requestsPerMinute: orNull(isWhole(1)),
};

/** Public, everything switched on, nothing used up. */
export const STEADY: Omit<Persona, "handle" | "nickname" | "character"> = {
  private: false,
  commentDisabled: false,
  duetDisabled: false,
  stitchDisabled: false,
  maxDurationSec: 600,
  banned: false,
  postsToday: 0,
  pendingShares: 0,
  appVersion: "41.3.0",
  moderationSec: null,
  reviewNeverEnds: false,
  revokesAfterUpload: false,
  activeCapReached: false,
  requestsPerMinute: null,
};

const persona = (
  handle: string,
  nickname: string,
  character: string,
  traits: Partial<Persona> = {},
): Persona => ({
  ...STEADY,
  ...traits,
  handle,
  nickname,
  character,
});

export const PERSONAS: readonly Persona[] = [
  persona("lena.rooftop", "Lena on the Rooftop", "Steady. Public profile, everything switched on."),
  persona("kess", "Kess", "Private profile: followers, friends or only me.", { private: true }),
  persona("quiet.ana", "Ana, quietly", "Public, with comments, duets and stitches switched off.", {
    commentDisabled: true,
    duetDisabled: true,
    stitchDisabled: true,
  }),
  persona("max.banned", "Max", "Banned from posting.", { banned: true }),
  persona("busy.bo", "Busy Bo", "Has used up today's posts through apps.", { postsToday: 15 }),
  persona("full.fay", "Fay", "Has five unfinished drafts in the inbox.", { pendingShares: 5 }),
  persona("slow.sam", "Slow Sam", "Posts go through, but review takes three hours.", {
    moderationSec: 3 * 3600,
  }),
  persona("revoking.rae", "Rae", "Removes the app's access as soon as an upload finishes.", {
    revokesAfterUpload: true,
  }),
  persona("short.shay", "Shay", "Videos of at most three minutes.", { maxDurationSec: 180 }),
  persona("limited.lu", "Lu", "TikTok answers “too many requests” after three a minute.", {
    requestsPerMinute: 3,
  }),
  persona("cap.cody", "Cody", "Too many creators used the app today, so it has no room left.", {
    activeCapReached: true,
  }),
];
