/** One change of a source file: `find` stands once in `file` and is replaced. */
export type Edit = { file: string; find: string; replace: string };

/** A deliberate mistake in the engine. */
export type Mutant = {
  name: string;
  edits: readonly Edit[];
  /** The promise that it has to break, where one is not as good as another. */
  breaks?: string;
};

/** Mistakes that each break a promise of docs/publishing.md. The simulation has to notice every one. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: "a worker that was overtaken may still write",
    edits: [
      { file: "memory-store.ts", find: "post.fence !== claimed.fence || post.state", replace: "post.state" },
    ],
  },
  {
    name: "a claim does not raise the fence",
    edits: [{ file: "memory-store.ts", find: "post.fence += 1;", replace: "" }],
  },
  {
    name: "a post that somebody holds may be claimed, under the same fence",
    edits: [
      {
        file: "memory-store.ts",
        find: "if (post.holder !== null && post.leaseUntil >= now) return undefined;\n      post.fence += 1;",
        replace: "",
      },
    ],
  },
  {
    name: "a post is claimed before it is due",
    edits: [
      {
        file: "memory-store.ts",
        find: "post.dueAt === null || post.dueAt > now",
        replace: "post.dueAt === null",
      },
    ],
  },
  {
    name: "nobody lets go of a post",
    edits: [{ file: "memory-store.ts", find: "if (change.release) post.holder = null;", replace: "" }],
  },
  {
    name: "the publish id is not kept before the first byte",
    edits: [
      {
        file: "start.ts",
        find: "change: { publishId, uploadUrl, uploadUrlExpiresAt, logId: told.trace.logId }",
        replace: "change: { uploadUrl, uploadUrlExpiresAt }",
      },
    ],
  },
  {
    name: "files are served before the publish id is kept",
    breaks: "once",
    edits: [
      {
        file: "memory-store.ts",
        find: 'if (attempt.publishId === null) return "wait";',
        replace: 'if (attempt.publishId === null) return "open";',
      },
    ],
  },
  {
    name: "files are served to whoever asks, of ended attempts too",
    breaks: "once",
    edits: [
      {
        file: "memory-store.ts",
        find: 'if (attempt.endedAt !== null) return "closed";\n        if (attempt.publishId === null) return "wait";',
        replace: "",
      },
    ],
  },
  {
    name: "the publish id of what TikTok fetches is not kept",
    edits: [{ file: "start.ts", find: "publishId: told.value.publishId, logId", replace: "logId" }],
  },
  {
    name: "an init without an answer stays open",
    edits: [
      {
        file: "publish.ts",
        find: "if (!attempt || attempt.publishId) return post;",
        replace: "return post;",
      },
    ],
  },
  {
    name: "an upload that another worker began is started anew",
    edits: [
      {
        file: "publish.ts",
        find: 'if (post.state === "uploading" && post.attempt) {',
        replace:
          'if (post.state === "uploading" && post.attempt) {\n    await ports.store.commit({ ...post, state: "uploading" }, { to: "scheduled", attempt: { id: post.attempt.id, change: { ended: { outcome: "abandoned" } } }, post: { dueAt: ports.clock.now() }, job: { kind: "publish", at: ports.clock.now() }, release: true });\n    return;',
      },
    ],
  },
  {
    name: "the last chunk is repeated blindly, and its 404 starts another upload",
    edits: [
      {
        file: "upload.ts",
        find: 'return so.isLast || code === "upload.out_of_step" || told.reached === "maybe"',
        replace: 'return code === "upload.out_of_step"',
      },
      {
        file: "upload.ts",
        find: 'if (code === "upload.expired" || code === "upload.not_found")',
        replace:
          'if (code === "upload.not_found") {\n    await ports.store.commit(uploading, { to: "scheduled", attempt: { id: post.attempt.id, change: { ended: { outcome: "abandoned" } } }, post: { dueAt: now }, job: { kind: "publish", at: now }, release: true });\n    return undefined;\n  }\n  if (code === "upload.expired")',
      },
    ],
  },
  {
    name: "the last chunk's lost answer starts another upload",
    edits: [
      {
        file: "upload.ts",
        find: 'if (code === "upload.expired" || code === "upload.not_found")',
        replace:
          'if (so.isLast && told.reached === "maybe") {\n    await ports.store.commit(uploading, { to: "scheduled", attempt: { id: post.attempt.id, change: { ended: { outcome: "abandoned" } } }, post: { dueAt: now }, job: { kind: "publish", at: now }, release: true });\n    return undefined;\n  }\n  if (code === "upload.expired" || code === "upload.not_found")',
      },
    ],
  },
  {
    name: "the last chunk is taken for sent one too early",
    edits: [
      {
        file: "upload.ts",
        find: "if (isLast) return accept(ports, current, told.trace.tookMs);",
        replace:
          "if (isLast || index === attempt.plan.count - 2) return accept(ports, current, told.trace.tookMs);",
      },
    ],
  },
  {
    name: "what TikTok comes for too late is given to it",
    edits: [
      {
        file: "memory-store.ts",
        find: 'if (attempt.servedAt === null && !mayBegin(post, now())) return "closed";',
        replace: "",
      },
    ],
  },
  {
    name: "a post that TikTok is slow with is sent again",
    edits: [
      {
        file: "watch.ts",
        find: '{ to: "unconfirmed", why: { code: "post.stuck" }, post: { failure: stuck } });',
        replace:
          '{ to: "scheduled", why: { code: "post.stuck" }, post: { failure: stuck }, attempt: { id: post.attempt.id, change: { ended: { outcome: "stuck" } } } });',
      },
    ],
  },
  {
    name: "a status that cannot be read counts as a failure",
    edits: [
      {
        file: "watch.ts",
        find: 'if (post.state === "processing" && (lostTrack || ended)) {',
        replace:
          'if (post.state === "processing") {\n    return { to: "failed", post: { failure: told.failure, dueAt: null }, release: true };\n  }\n  if (post.state === "processing" && (lostTrack || ended)) {',
      },
    ],
  },
  {
    name: "a refusal counts as published",
    edits: [
      {
        file: "watch.ts",
        find: 'if (status === "FAILED") return refused(ports, post, told.value, told.trace);',
        replace: 'if (status === "FAILED") return complete(ports, post, told.value);',
      },
    ],
  },
  {
    name: "every refusal is tried again",
    edits: [
      {
        file: "settle.ts",
        find: "code: failure.code,\n    rawCode",
        replace: 'code: "internal",\n    rawCode',
      },
    ],
  },
  {
    name: "everybody may watch what was meant for few",
    breaks: "agreed",
    edits: [
      {
        file: "init-body.ts",
        find: "privacy_level: post.privacy,",
        replace: 'privacy_level: "PUBLIC_TO_EVERYONE",',
      },
    ],
  },
  {
    name: "a carousel's comments are open when they were to be off",
    breaks: "agreed",
    edits: [
      {
        file: "init-body.ts",
        find: "disable_comment: !direct.allowComment,",
        replace: "disable_comment: false,",
      },
    ],
  },
  {
    name: "other bytes are sent than were agreed to",
    breaks: "agreed",
    edits: [
      {
        file: "model-tiktok.ts",
        find: "publish.mediaIds.add(chunk.mediaId);",
        replace: 'publish.mediaIds.add("another");',
      },
    ],
  },
  {
    name: "a post goes out on another creator's profile",
    breaks: "agreed",
    edits: [
      {
        file: "start.ts",
        find: "ports.tiktok.init(post.creatorId,",
        replace: 'ports.tiktok.init("creator-1",',
      },
    ],
  },
  {
    name: "a workspace whose access has ended is not stopped",
    breaks: "access",
    edits: [
      {
        file: "find-problem.ts",
        find: "if (stopped) return ours(stopped);",
        replace: "",
      },
    ],
  },
  {
    name: "calls are counted over too short a time",
    breaks: "rate",
    edits: [{ file: "memory-turns.ts", find: "at > now() - WINDOW_MS", replace: "at > now() - 40_000" }],
  },
];

const ADMITS = ".where(and(living, isNotNull(attempt.publishId), inArray(attempt.postId, inFlight)))";

/** Mistakes in the door as it stands in Postgres; the simulation has one of its own. `door.db.test.ts` has to notice each. */
export const OPEN_DOORS = {
  "opens before the publish id is kept": [{ file: "gate.ts", find: ADMITS, replace: ".where(living)" }],
  "opens for an attempt that has ended": [
    {
      file: "gate.ts",
      find: ADMITS,
      replace:
        ".where(and(eq(attempt.mediaKeyHash, hashKey(mediaKey)), sql`coalesce(publish_id, outcome) is not null`))",
    },
  ],
} satisfies Record<string, readonly Edit[]>;
