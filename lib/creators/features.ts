/** One of TikTok's permissions, told to the person who gives it. */
export type PermissionWords = {
  /** What it lets us do: "Post videos that were approved here". */
  title: string;
  /** The same as the end of "We'll ask to …". */
  ask: string;
  /** How TikTok's own page calls it, so that the switch is found there. */
  onTikTok: string;
  /** What follows while it is off. */
  whenOff: string;
};

/** The wording of TikTok's page: https://developers.tiktok.com/doc/tiktok-api-scopes */
const words: Readonly<Record<string, PermissionWords>> = {
  "user.info.basic": {
    title: "See the name and picture",
    ask: "see your name and picture",
    onTikTok: "Read your profile info (avatar, display name)",
    whenOff: "The account has no name and no picture here.",
  },
  "video.publish": {
    title: "Post videos that were approved here",
    ask: "post videos that you approve",
    onTikTok: "Post content to TikTok",
    whenOff: "Nothing can be posted straight to the profile.",
  },
  "video.upload": {
    title: "Send drafts to the TikTok inbox",
    ask: "send drafts to your TikTok inbox",
    onTikTok: "Share content as a draft to your TikTok account",
    whenOff: "No drafts can be sent to the TikTok inbox.",
  },
  "user.info.profile": {
    title: "See the @name",
    ask: "see your @name",
    onTikTok: "Read your additional profile information",
    whenOff: "The account goes by its display name here.",
  },
  "video.list": {
    title: "See the public videos",
    ask: "see your public videos",
    onTikTok: "Read your public videos on TikTok",
    whenOff: "Where TikTok doesn't tell us a post's link, we can't look it up.",
  },
  "user.info.stats": {
    title: "See the profile's numbers",
    ask: "see your profile's numbers",
    onTikTok: "Read your profile engagement statistics",
    whenOff: "Follower and like counts stay hidden here.",
  },
};

/** The words for a permission; one that this product doesn't know goes by TikTok's own name. */
export function wordsOf(scope: string): PermissionWords {
  return (
    words[scope] ?? {
      title: `Use “${scope}”`,
      ask: `use “${scope}”`,
      onTikTok: scope,
      whenOff: "Aircheck itself does without it.",
    }
  );
}

/** Something a person can do here, and the permissions that it takes. */
export type Feature = { id: string; title: string; needs: readonly string[] };

/** Everything a connected account can be used for. What needs nothing works for everybody who is signed in. */
export const FEATURES = [
  { id: "draft", title: "Write posts and check videos before TikTok sees them", needs: [] },
  { id: "sign_in", title: "Sign in with TikTok, with name and picture", needs: ["user.info.basic"] },
  { id: "direct", title: "Post videos straight to the profile", needs: ["video.publish"] },
  { id: "inbox", title: "Send videos to the TikTok inbox, to be finished there", needs: ["video.upload"] },
  { id: "handle", title: "Show the account by its @name", needs: ["user.info.profile"] },
  { id: "link", title: "Find a post's public link when TikTok doesn't tell it", needs: ["video.list"] },
] as const satisfies readonly Feature[];

export type FeatureId = (typeof FEATURES)[number]["id"];

/** What was granted, compared with what was asked for, permission by permission. */
export type PermissionCheck = {
  permissions: readonly { scope: string; granted: boolean; words: PermissionWords }[];
  missing: readonly string[];
  works: readonly Feature[];
  stopped: readonly Feature[];
};

/** Basic first, then posting, then the rest: TikTok keeps no order of its own. */
const order = Object.keys(words);
const rank = (scope: string) => (order.includes(scope) ? order.indexOf(scope) : order.length);

/**
 * Compares the granted permissions with the requested ones. A feature whose permission was never asked for is neither
 * working nor stopped: this copy of Aircheck doesn't offer it.
 */
export function checkPermissions(requested: readonly string[], granted: readonly string[]): PermissionCheck {
  const asked = [...new Set(requested)].toSorted((a, b) => rank(a) - rank(b));
  const has = (scope: string) => granted.includes(scope);
  const offered = FEATURES.filter(({ needs }) => needs.every((scope) => asked.includes(scope) || has(scope)));
  return {
    permissions: asked.map((scope) => ({ scope, granted: has(scope), words: wordsOf(scope) })),
    missing: asked.filter((scope) => !has(scope)),
    works: offered.filter(({ needs }) => needs.every(has)),
    stopped: offered.filter(({ needs }) => !needs.every(has)),
  };
}

/** Going on with less than was asked for: what the link says, and what it truly means. */
export function goingWithout({ missing }: Pick<PermissionCheck, "missing">): {
  label: string;
  consequence: string;
} {
  const direct = !missing.includes("video.publish");
  const inbox = !missing.includes("video.upload");
  if (!direct && !inbox) {
    return {
      label: "Continue without posting",
      consequence: "You can write posts and check videos here, and nothing can be sent to TikTok.",
    };
  }
  if (!direct) {
    return {
      label: "Continue with inbox drafts only",
      consequence: "Videos go to the TikTok inbox; you finish and post them in the TikTok app.",
    };
  }
  if (!inbox) {
    return {
      label: "Continue without inbox drafts",
      consequence: "Videos can be posted directly. Sending drafts to the TikTok inbox stays off.",
    };
  }
  return {
    label: "Continue without it",
    consequence: `Posting works. ${missing.map((scope) => wordsOf(scope).whenOff).join(" ")}`,
  };
}
