import type { AppSettings } from "./app-settings";
import { openIdOf, unionIdOf } from "./ids";
import { PERSONAS, type Persona, STEADY } from "./personas";

const DAY = 24 * 3_600_000;

/** A persona as it is now, with what other apps have used of its daily allowances. */
export interface Creator extends Omit<Persona, "postsToday" | "pendingShares"> {
  openId: string;
  unionId: string;
  /** When other apps posted for this creator. */
  otherPosts: number[];
  /** When other apps left a draft with this creator. */
  otherShares: number[];
}

export function createCreators(app: AppSettings, now: number): Map<string, Creator> {
  return new Map(PERSONAS.map((persona) => [persona.handle, asCreator(persona, app, now)]));
}

function asCreator(persona: Persona, app: AppSettings, now: number): Creator {
  const { postsToday, pendingShares, ...traits } = persona;
  return {
    ...traits,
    openId: openIdOf(app.clientKey, persona.handle),
    unionId: unionIdOf(persona.handle),
    otherPosts: Array<number>(postsToday).fill(now),
    otherShares: Array<number>(pendingShares).fill(now),
  };
}

/** Somebody without a character of their own; a state file does not keep them. */
export const newCreator = (handle: string, app: AppSettings, now: number): Creator =>
  asCreator({ ...STEADY, handle, nickname: handle, character: "Steady, one of many." }, app, now);

/** Applies a patch whose values have been checked. The two counts replace what other apps have used. */
export function patchCreator(creator: Creator, patch: Partial<Persona>, now: number): void {
  const { postsToday, pendingShares, ...traits } = patch;
  Object.assign(creator, traits);
  if (postsToday !== undefined) creator.otherPosts = Array<number>(postsToday).fill(now);
  if (pendingShares !== undefined) creator.otherShares = Array<number>(pendingShares).fill(now);
}

/** The moments that lie within the last 24 hours. */
export const withinDay = (moments: readonly number[], now: number) => moments.filter((at) => at > now - DAY);

/** What creator_info offers: https://developers.tiktok.com/doc/content-posting-api-reference-query-creator-info */
export function privacyOptions(creator: Creator): string[] {
  const widest = creator.private ? "FOLLOWER_OF_CREATOR" : "PUBLIC_TO_EVERYONE";
  return [widest, "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"];
}

/** A private profile allows neither duets nor stitches. */
export const duetDisabled = (creator: Creator) => creator.private || creator.duetDisabled;
export const stitchDisabled = (creator: Creator) => creator.private || creator.stitchDisabled;
