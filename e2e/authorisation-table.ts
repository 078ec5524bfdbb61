import type { Role } from "#lib/workspaces/roles";

/** Who knocks: nobody who is signed in, a member of each role, and somebody who was removed. */
export const CALLERS = ["nobody", "owner", "manager", "editor", "client", "ex-member"] as const;
export type Caller = (typeof CALLERS)[number];

const EVERYBODY = ["owner", "manager", "editor", "client"] as const;
const STAFF = ["owner", "manager", "editor"] as const;
const LEADERS = ["owner", "manager"] as const;
const OWNERS = ["owner"] as const;

/** What a foreign workspace has, whose ids somebody has got hold of. */
export type Foreign = {
  workspaceId: string;
  creatorId: string;
  postId: string;
  mediaId: string;
  uploadId: string;
  repairId: string;
  userId: string;
  invitationId: string;
  linkId: string;
};

export type ActionRow = {
  /** The members who get past the gate in their own workspace. Everybody else of it is told that their role may not. */
  may: readonly Role[];
  /** Foreign objects for an owner to name in their own workspace: all are *not found*. Null where there is none to name. */
  names: ((foreign: Foreign) => object) | null;
  /** It ends the session or the membership of who does it, so it comes last. */
  last?: true;
};

const byPost = ({ postId }: Foreign) => ({ postId });
const byCreator = ({ creatorId }: Foreign) => ({ creatorId });
/** Some days ahead: near enough to be a time, far enough to be no hurry. */
const when = {
  local: new Date(Date.now() + 3 * 24 * 60 * 60_000).toISOString().slice(0, 16),
  timeZone: "Europe/Berlin",
  fold: null,
};
const content = {
  kind: "video",
  mode: "direct",
  mediaId: null,
  caption: "",
  privacy: null,
  allowComment: false,
  allowDuet: false,
  allowStitch: false,
  discloses: false,
  yourBrand: false,
  brandedContent: false,
  aiGenerated: false,
  coverMs: 0,
};

/** Every server action that acts in a workspace. One that the build has and this table lacks fails the test. */
export const ACTIONS: Readonly<Record<string, ActionRow>> = {
  saveDraftAction: {
    may: STAFF,
    names: ({ postId, creatorId, mediaId }) => ({
      postId,
      version: 1,
      creatorId,
      content: { ...content, mediaId },
    }),
  },
  publishNowAction: { may: STAFF, names: ({ postId }) => ({ postId, version: 1, sentence: "I agree" }) },
  schedulePostAction: {
    may: STAFF,
    names: ({ postId }) => ({ postId, version: 1, sentence: "I agree", when }),
  },
  checkMediaAddressAction: { may: OWNERS, names: null },
  movePostAction: { may: STAFF, names: ({ postId }) => ({ postId, when }) },
  duplicatePostAction: { may: STAFF, names: ({ postId }) => ({ postId, creatorId: null }) },
  discardDraftAction: { may: STAFF, names: byPost },
  retryPostAction: { may: STAFF, names: byPost },
  sendToInboxAction: { may: STAFF, names: byPost },
  sendAgainAction: { may: STAFF, names: byPost },
  markAsPostedAction: { may: STAFF, names: byPost },
  backToDraftAction: { may: STAFF, names: byPost },
  cancelPostAction: { may: STAFF, names: byPost },
  setSlotsAction: { may: STAFF, names: ({ creatorId }) => ({ creatorId, slots: [] }) },
  reorderQueueAction: { may: STAFF, names: ({ creatorId, postId }) => ({ creatorId, postIds: [postId] }) },
  pauseCreatorAction: { may: STAFF, names: ({ creatorId }) => ({ creatorId, reason: "Because" }) },
  unpauseCreatorAction: { may: STAFF, names: byCreator },
  setCreatorZoneAction: { may: STAFF, names: ({ creatorId }) => ({ creatorId, timeZone: "Asia/Tokyo" }) },

  requestRepairAction: {
    may: STAFF,
    names: ({ mediaId }) => ({ mediaId, maxSeconds: null, refused: true }),
  },
  deleteMediaAction: { may: STAFF, names: ({ mediaId }) => ({ mediaId }) },
  cancelRepairAction: { may: STAFF, names: ({ repairId }) => ({ repairId }) },

  startConnectAction: { may: LEADERS, names: ({ creatorId }) => ({ creatorId, returnTo: "/app" }) },
  disconnectAction: { may: LEADERS, names: byCreator },
  makeConnectLinkAction: { may: LEADERS, names: null },
  revokeConnectLinkAction: { may: LEADERS, names: ({ linkId }) => ({ linkId }) },
  makeReconnectLinkAction: { may: STAFF, names: ({ creatorId }) => ({ creatorId, email: null }) },

  inviteAction: { may: LEADERS, names: null },
  resendInvitationAction: { may: LEADERS, names: ({ invitationId }) => ({ invitationId }) },
  revokeInvitationAction: { may: LEADERS, names: ({ invitationId }) => ({ invitationId }) },
  changeRoleAction: { may: OWNERS, names: ({ userId }) => ({ userId, role: "client" }) },
  removeMemberAction: { may: OWNERS, names: ({ userId }) => ({ userId }) },
  changeWorkspaceAction: { may: OWNERS, names: null },

  signOutEverywhereAction: { may: EVERYBODY, names: null, last: true },
  leaveWorkspaceAction: { may: EVERYBODY, names: null, last: true },
};

/** What people do for themselves, in no workspace: whoever is signed in may, with what is theirs alone. */
export const PERSONAL_ACTIONS: Readonly<Record<string, ((foreign: Foreign) => object) | null>> = {
  createWorkspaceAction: null,
  acceptInvitationAction: () => ({ secret: "guessed" }),
  endAccessAction: ({ workspaceId }) => ({ holderId: workspaceId }),
};

/** The address of a route in the workspace of `ids`. */
type Address = (ids: Foreign) => string;

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

export type RouteRow =
  /** For everybody, with what it answers to nobody in particular: GET where no method is named, or to each method. */
  | { public: number | Partial<Record<Method, number>>; path: string }
  /** Next's own, which has no address. */
  | { inside: true }
  /** In a workspace. `object`: the address names something of it, so a foreign one in the own workspace is not found. */
  | { at: Address; may: readonly Role[]; object?: true; kind: "page" | "api"; methods?: readonly Method[] }
  /** For whoever is signed in. */
  | { personal: string };

const page = (rest: string, may: readonly Role[] = EVERYBODY): RouteRow => ({
  at: ({ workspaceId }) => `/app/${workspaceId}${rest}`,
  may,
  kind: "page",
});
const objectPage = (rest: (ids: Foreign) => string, may: readonly Role[] = EVERYBODY): RouteRow => ({
  at: (ids) => `/app/${ids.workspaceId}${rest(ids)}`,
  may,
  object: true,
  kind: "page",
});
const api = (
  rest: (ids: Foreign) => string,
  more: { object?: true; may?: readonly Role[] } = {},
): RouteRow => ({
  at: (ids) => `/api/w/${ids.workspaceId}${rest(ids)}`,
  may: more.may ?? EVERYBODY,
  ...(more.object ? { object: true } : {}),
  kind: "api",
});
const RANGE = "from=2031-03-01T00:00:00Z&to=2031-03-31T00:00:00Z";

/** Every route of the build. One that the build has and this table lacks fails the test. */
export const ROUTES: Readonly<Record<string, RouteRow>> = {
  "/": { public: 200, path: "/" },
  "/_global-error": { inside: true },
  "/_not-found": { inside: true },
  "/media/[key]": { public: 404, path: "/media/tiktokGuessed.txt" },
  "/media/[key]/[file]": { public: { GET: 404, HEAD: 404 }, path: `/media/${"x".repeat(43)}/0.jpg` },
  "/icon.svg": { public: 200, path: "/icon.svg" },
  "/errors": { public: 200, path: "/errors" },
  "/errors/[code]": { public: 200, path: "/errors/unknown" },
  "/errors/[code]/markdown": { public: 200, path: "/errors/unknown/markdown" },
  "/api/errors": { public: 200, path: "/api/errors" },
  "/api/health": { public: 200, path: "/api/health" },
  "/api/auth/[...nextauth]": { public: { GET: 200, POST: 400 }, path: "/api/auth/session" },
  // Only where AIRCHECK_TEST_CLOCK is set, as in these journeys; then it wants a body.
  "/api/test-clock": { public: { POST: 400 }, path: "/api/test-clock" },
  // Not there without a secret in the settings; what it asks of one that is set is tested beside it.
  "/api/tick": { public: { GET: 404, POST: 404 }, path: "/api/tick" },
  "/mailbox": { public: 200, path: "/mailbox" },
  "/sign-in": { public: 200, path: "/sign-in" },
  "/sign-in/mail-sent": { public: 200, path: "/sign-in/mail-sent" },
  "/sign-in/check": { personal: "/sign-in/check" },
  "/styleguide": { public: 200, path: "/styleguide" },
  "/styleguide/shell": { public: 200, path: "/styleguide/shell" },
  // Who has a link may look; a guessed one opens nothing.
  "/invite/[token]": { public: 200, path: "/invite/guessed" },
  "/connect": { public: 200, path: "/connect" },
  "/connect/[token]": { public: 200, path: "/connect/guessed" },
  "/connect/[token]/leave": { public: { POST: 303 }, path: "/connect/guessed/leave" },
  "/connect/callback": { public: 303, path: "/connect/callback?state=guessed&code=guessed" },

  "/app": { personal: "/app" },
  "/app/[workspace]": page(""),
  "/app/[workspace]/fix": page("/fix"),
  "/app/[workspace]/fix/[id]": page("/fix/anything"),
  "/app/[workspace]/calendar": page("/calendar"),
  "/app/[workspace]/compose": page("/compose"),
  "/app/[workspace]/compose/[draft]": objectPage(({ postId }) => `/compose/${postId}`),
  "/app/[workspace]/queue": page("/queue"),
  "/app/[workspace]/queue/[creator]": objectPage(({ creatorId }) => `/queue/${creatorId}`),
  "/app/[workspace]/posts": page("/posts"),
  "/app/[workspace]/posts/[post]": objectPage(({ postId }) => `/posts/${postId}`),
  "/app/[workspace]/library": page("/library", STAFF),
  "/app/[workspace]/library/[media]": objectPage(({ mediaId }) => `/library/${mediaId}`, STAFF),
  "/app/[workspace]/connections": page("/connections"),
  "/app/[workspace]/connections/[creator]": objectPage(({ creatorId }) => `/connections/${creatorId}`),
  "/app/[workspace]/connections/links": page("/connections/links", LEADERS),
  "/app/[workspace]/team": page("/team"),
  "/app/[workspace]/settings": page("/settings", OWNERS),

  "/api/w/[workspace]/fix": api(() => "/fix"),
  "/api/w/[workspace]/calendar": api(() => `/calendar?${RANGE}`),
  "/api/w/[workspace]/calendar/list": api(() => "/calendar/list?side=from&at=2031-03-01T00:00:00Z"),
  "/api/w/[workspace]/calendar/meters": api(() => `/calendar/meters?${RANGE}`),
  "/api/w/[workspace]/posts/[post]": api(({ postId }) => `/posts/${postId}`, { object: true }),
  "/api/w/[workspace]/queue/[creator]": api(({ creatorId }) => `/queue/${creatorId}`, { object: true }),
  "/api/w/[workspace]/creators/[creator]/info": api(({ creatorId }) => `/creators/${creatorId}/info`, {
    object: true,
  }),
  "/api/w/[workspace]/creators/[creator]/times": api(
    ({ creatorId }) => `/creators/${creatorId}/times?${RANGE}`,
    { object: true },
  ),
  "/api/w/[workspace]/creators/[creator]/captions": api(
    ({ creatorId }) => `/creators/${creatorId}/captions`,
    { object: true },
  ),
  "/api/w/[workspace]/library": api(() => "/library?kind=video", { may: STAFF }),
  "/api/w/[workspace]/repairs": api(() => "/repairs", { may: STAFF }),
  "/api/w/[workspace]/repairs/[repair]": api(({ repairId }) => `/repairs/${repairId}`, {
    may: STAFF,
    object: true,
  }),
  "/api/w/[workspace]/media/[media]": api(({ mediaId }) => `/media/${mediaId}`, { object: true }),
  "/api/w/[workspace]/uploads": {
    at: ({ workspaceId }) => `/api/w/${workspaceId}/uploads`,
    may: STAFF,
    kind: "api",
    methods: ["POST"],
  },
  "/api/w/[workspace]/uploads/[upload]": {
    at: ({ workspaceId, uploadId }) => `/api/w/${workspaceId}/uploads/${uploadId}`,
    may: STAFF,
    object: true,
    kind: "api",
    methods: ["GET", "HEAD", "PATCH", "DELETE"],
  },
  "/api/w/[workspace]/uploads/[upload]/finish": {
    at: ({ workspaceId, uploadId }) => `/api/w/${workspaceId}/uploads/${uploadId}/finish`,
    may: STAFF,
    object: true,
    kind: "api",
    methods: ["POST"],
  },
  "/api/w/[workspace]/uploads/[upload]/parts": {
    at: ({ workspaceId, uploadId }) => `/api/w/${workspaceId}/uploads/${uploadId}/parts`,
    may: STAFF,
    kind: "api",
    methods: ["POST", "PUT"],
  },
};

/** The methods at which the table knocks. */
export function methodsOf(row: RouteRow): readonly Method[] {
  if ("public" in row && typeof row.public === "object") return Object.keys(row.public) as Method[];
  return ("methods" in row && row.methods) || ["GET"];
}
