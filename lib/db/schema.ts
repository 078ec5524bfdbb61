import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Failure } from "#lib/errors/failure";
import type {
  FileFacts,
  PostContent,
  PostEventWhy,
  RecordedActor,
  RepairPlan,
  StepDetail,
  UploadPart,
} from "./json";

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
const id = () => text("id").primaryKey();

// ── Sign-in: the tables that next-auth owns. No TikTok token is ever written here. ────────────────────────────────

export const user = pgTable("user", {
  id: id().$defaultFn(() => randomUUID()),
  name: text("name"),
  // TikTok gives no e-mail address, so a creator who signs in has none until they tell us.
  email: text("email").unique(),
  emailVerified: moment("email_verified"),
  image: text("image"),
});

export const account = pgTable(
  "account",
  {
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    type: text("type").notNull(),
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    // The adapter insists on these columns; they stay empty, the grant table holds what TikTok gave.
    refresh_token: text("refresh_token"),
    access_token: text("access_token"),
    expires_at: integer("expires_at"),
    token_type: text("token_type"),
    scope: text("scope"),
    id_token: text("id_token"),
    session_state: text("session_state"),
  },
  (table) => [
    primaryKey({ columns: [table.provider, table.providerAccountId] }),
    index("account_user").on(table.userId),
  ],
);

export const session = pgTable(
  "session",
  {
    sessionToken: text("session_token").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    expires: moment("expires").notNull(),
  },
  (table) => [index("session_user").on(table.userId)],
);

export const verificationToken = pgTable(
  "verification_token",
  {
    identifier: text("identifier").notNull(),
    token: text("token").notNull(),
    expires: moment("expires").notNull(),
  },
  (table) => [primaryKey({ columns: [table.identifier, table.token] })],
);

// ── Who works here ────────────────────────────────────────────────────────────────────────────────────────────────

export const workspace = pgTable("workspace", {
  id: id(),
  name: text("name").notNull(),
  timeZone: text("time_zone").notNull(),
  /** The creator's own workspace, opened at their first sign-in. */
  homeOf: text("home_of")
    .unique()
    .references(() => user.id, { onDelete: "cascade" }),
  /** How late a post may go out without asking a person, in minutes. */
  latenessLimitMinutes: integer("lateness_limit_minutes").notNull().default(30),
  /** Bytes of its files: kept with every file that comes and goes (lib/media-library/count-stored), never added up anew. */
  storedBytes: bigint("stored_bytes", { mode: "number" }).notNull().default(0),
  createdAt: moment("created_at").notNull(),
});

export const member = pgTable(
  "member",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    role: text("role").$type<"owner" | "manager" | "editor" | "client">().notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.userId] }),
    index("member_user").on(table.userId),
  ],
);

/** A promised membership. Only the hash of its link is stored; it is used once, by whoever owns the address. */
export const invitation = pgTable(
  "invitation",
  {
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    email: text("email").notNull(),
    role: text("role").$type<"owner" | "manager" | "editor" | "client">().notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    invitedBy: text("invited_by").references(() => user.id, { onDelete: "set null" }),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    acceptedAt: moment("accepted_at"),
    acceptedBy: text("accepted_by").references(() => user.id, { onDelete: "set null" }),
    revokedAt: moment("revoked_at"),
  },
  (table) => [index("invitation_workspace").on(table.workspaceId, table.id)],
);

// ── Creators and TikTok's permission to act for them ──────────────────────────────────────────────────────────────

export const creator = pgTable("creator", {
  id: id(),
  openId: text("open_id").notNull().unique(),
  unionId: text("union_id"),
  displayName: text("display_name").notNull(),
  /** Without the @; known once TikTok has told it (user.info.profile or creator_info). */
  handle: text("handle"),
  avatarUrl: text("avatar_url"),
  /** How many posts had gone out in 24 hours when TikTok said that it was enough, and when it said so. */
  dailyCap: integer("daily_cap"),
  dailyCapSeenAt: moment("daily_cap_seen_at"),
  /** The same for drafts that wait in the TikTok inbox. */
  pendingCap: integer("pending_cap"),
  pendingCapSeenAt: moment("pending_cap_seen_at"),
  createdAt: moment("created_at").notNull(),
  updatedAt: moment("updated_at").notNull(),
});

export const workspaceCreator = pgTable(
  "workspace_creator",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    creatorId: text("creator_id")
      .notNull()
      .references(() => creator.id, { onDelete: "cascade" }),
    addedBy: text("added_by").references(() => user.id, { onDelete: "set null" }),
    /** Where the creator's audience lives, IANA; the workspace's zone until somebody says otherwise. */
    timeZone: text("time_zone"),
    /** While set, nothing goes out for this creator from this workspace. */
    pausedAt: moment("paused_at"),
    pausedBy: text("paused_by").references(() => user.id, { onDelete: "set null" }),
    pauseReason: text("pause_reason"),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.creatorId] }),
    index("workspace_creator_creator").on(table.creatorId),
  ],
);

/** A weekly time at which a creator's queue publishes, in the creator's zone. */
export const slot = pgTable(
  "slot",
  {
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    creatorId: text("creator_id")
      .notNull()
      .references(() => creator.id, { onDelete: "cascade" }),
    /** 1 is Monday, 7 is Sunday. */
    weekday: integer("weekday").notNull(),
    /** Wall time, `HH:MM`. */
    time: text("time").notNull(),
  },
  (table) => [uniqueIndex("slot_time").on(table.workspaceId, table.creatorId, table.weekday, table.time)],
);

export const grant = pgTable("grant", {
  creatorId: text("creator_id")
    .primaryKey()
    .references(() => creator.id, { onDelete: "cascade" }),
  state: text("state").$type<"active" | "reconnect_needed" | "disconnected">().notNull(),
  requestedScopes: text("requested_scopes").array().notNull(),
  grantedScopes: text("granted_scopes").array().notNull(),
  /** Sealed; null once the grant has ended. */
  accessToken: text("access_token"),
  refreshToken: text("refresh_token"),
  accessExpiresAt: moment("access_expires_at").notNull(),
  refreshExpiresAt: moment("refresh_expires_at").notNull(),
  /** Counts the token pairs of this grant: whoever waited for a refresh sees by it that another one has done it. */
  generation: integer("generation").notNull().default(1),
  /** Set and committed before a refresh is sent: the pair of this generation may have been used up. */
  refreshIntentAt: moment("refresh_intent_at"),
  leaseHolder: text("lease_holder"),
  leaseUntil: moment("lease_until"),
  connectedAt: moment("connected_at").notNull(),
  refreshedAt: moment("refreshed_at"),
  lastCallAt: moment("last_call_at"),
  /** Why it ended: a row of the error catalogue. */
  failure: jsonb("failure").$type<Failure>(),
});

/** An invitation to a creator to let a workspace post for them. Only its hash is stored: who has the link may use it once. */
export const connectLink = pgTable(
  "connect_link",
  {
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    /** Set when this creator's permission is repaired: another profile is refused. */
    creatorId: text("creator_id").references(() => creator.id, { onDelete: "cascade" }),
    /** Whom it is for, in the words of who made it. */
    label: text("label").notNull(),
    email: text("email"),
    tokenHash: text("token_hash").notNull().unique(),
    createdBy: text("created_by").references(() => user.id, { onDelete: "set null" }),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    openedAt: moment("opened_at"),
    usedAt: moment("used_at"),
    connectedCreatorId: text("connected_creator_id").references(() => creator.id, { onDelete: "set null" }),
    revokedAt: moment("revoked_at"),
  },
  (table) => [index("connect_link_workspace").on(table.workspaceId, table.id)],
);

export const connectRequest = pgTable("connect_request", {
  id: id(),
  /** SHA-256 of the state that travels through TikTok; the state itself is never stored. */
  stateHash: text("state_hash").notNull().unique(),
  workspaceId: text("workspace_id")
    .notNull()
    .references(() => workspace.id, { onDelete: "cascade" }),
  /** Who started it; nobody, where a creator follows a connect link. */
  userId: text("user_id").references(() => user.id, { onDelete: "cascade" }),
  linkId: text("link_id").references(() => connectLink.id, { onDelete: "cascade" }),
  /** Set when this creator is being repaired: another profile coming back is refused. */
  creatorId: text("creator_id").references(() => creator.id, { onDelete: "cascade" }),
  scopes: text("scopes").array().notNull(),
  verifier: text("verifier").notNull(),
  returnTo: text("return_to").notNull(),
  createdAt: moment("created_at").notNull(),
  expiresAt: moment("expires_at").notNull(),
  usedAt: moment("used_at"),
});

/** Times (ms) of the calls of the last minute, per token and endpoint: TikTok counts in a sliding window. */
export const callWindow = pgTable("call_window", {
  key: text("key").primaryKey(),
  calls: bigint("calls", { mode: "number" }).array().notNull(),
});

// ── What is published ─────────────────────────────────────────────────────────────────────────────────────────────

export const media = pgTable(
  "media",
  {
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    uploadedBy: text("uploaded_by").references(() => user.id, { onDelete: "set null" }),
    /** For people only: never part of a path. */
    fileName: text("file_name").notNull(),
    bytes: bigint("bytes", { mode: "number" }).notNull(),
    sha256: text("sha256").notNull(),
    /** What a browser computes of the same bytes, see lib/storage/pieces; null in rows from before it was kept. */
    pieces: text("pieces"),
    facts: jsonb("facts").$type<FileFacts>().notNull(),
    /** The file that this one was converted from. */
    repairedFrom: text("repaired_from").references((): AnyPgColumn => media.id, { onDelete: "set null" }),
    createdAt: moment("created_at").notNull(),
    /** Its bytes are gone; the row stays, because what was published with it refers to it. */
    deletedAt: moment("deleted_at"),
    /** What the checks say of it, whoever posts it; null until somebody has judged it. */
    verdict: text("verdict").$type<"fine" | "hints" | "refused">(),
    /** The version of the rules that said so, see lib/media/verdict; an older one is no longer true. */
    judgedBy: integer("judged_by").notNull().default(0),
  },
  (table) => [
    index("media_workspace").on(table.workspaceId, table.id),
    index("media_same_bytes").on(table.workspaceId, table.sha256),
    index("media_same_pieces").on(table.workspaceId, table.pieces).where(sql`deleted_at is null`),
    index("media_same_size").on(table.workspaceId, table.bytes).where(sql`deleted_at is null`),
    // Each filter of the library finds its page without passing over the files that it leaves out.
    index("media_kind")
      .on(table.workspaceId, sql`coalesce(${table.facts} ->> 'kind', 'video')`, table.id)
      .where(sql`deleted_at is null`),
    index("media_uploader").on(table.workspaceId, table.uploadedBy, table.id).where(sql`deleted_at is null`),
    index("media_verdict").on(table.workspaceId, table.verdict, table.id).where(sql`deleted_at is null`),
    index("media_ready")
      .on(table.workspaceId, table.id)
      .where(sql`deleted_at is null and verdict in ('fine', 'hints')`),
    index("media_judged").on(table.judgedBy).where(sql`deleted_at is null`),
  ],
);

/** A file on its way here, from the first byte to the stored file that it became. It outlives reloads and restarts. */
export const upload = pgTable(
  "upload",
  {
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    fileName: text("file_name").notNull(),
    /** What the browser announced; not a byte more is taken. */
    bytes: bigint("bytes", { mode: "number" }).notNull(),
    /** Where the bytes go: this server's disk, or an object store that the browser sends to by itself. */
    storage: text("storage").$type<"disk" | "s3">().notNull(),
    /** The object store's own name for a multipart upload, and the parts that it has acknowledged. */
    multipartId: text("multipart_id"),
    parts: jsonb("parts").$type<UploadPart[]>().notNull().default([]),
    state: text("state").$type<"open" | "checking" | "done" | "refused">().notNull(),
    mediaId: text("media_id").references(() => media.id, { onDelete: "set null" }),
    failure: jsonb("failure").$type<Failure>(),
    createdAt: moment("created_at").notNull(),
    /** Moved on by every byte: what nobody goes on with is cleaned away after it. */
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [
    index("upload_workspace").on(table.workspaceId, table.id),
    index("upload_open").on(table.expiresAt).where(sql`state in ('open', 'checking')`),
  ],
);

/** A conversion of a stored file on the server. The row is the truth, the job carries its id. */
export const repair = pgTable(
  "repair",
  {
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    mediaId: text("media_id")
      .notNull()
      .references(() => media.id, { onDelete: "cascade" }),
    plan: jsonb("plan").$type<RepairPlan>().notNull(),
    state: text("state").$type<"queued" | "running" | "done" | "failed" | "canceled">().notNull(),
    /** From 0 to 1000. */
    progress: integer("progress").notNull().default(0),
    resultId: text("result_id").references(() => media.id, { onDelete: "set null" }),
    failure: jsonb("failure").$type<Failure>(),
    requestedBy: text("requested_by").references(() => user.id, { onDelete: "set null" }),
    /** Raised by whoever takes it up: a worker that was overtaken writes nothing more. */
    fence: integer("fence").notNull().default(0),
    leaseUntil: moment("lease_until"),
    createdAt: moment("created_at").notNull(),
    startedAt: moment("started_at"),
    endedAt: moment("ended_at"),
  },
  (table) => [
    index("repair_media").on(table.mediaId, table.id),
    index("repair_open").on(table.createdAt).where(sql`state in ('queued', 'running')`),
  ],
);

export const post = pgTable(
  "post",
  {
    id: id(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspace.id, { onDelete: "cascade" }),
    /** Chosen first in compose; a draft may still lack it. */
    creatorId: text("creator_id").references(() => creator.id, { onDelete: "cascade" }),
    state: text("state").notNull(),
    /** What the editor is writing. Frozen into a revision when the post leaves `draft`. */
    content: jsonb("content").$type<PostContent>().notNull(),
    /** Counts the edits of `content`, so that two windows cannot overwrite each other unseen. */
    version: integer("version").notNull().default(1),
    revisionId: text("revision_id"),
    /** What a person was promised; never moved by us. */
    publishAt: moment("publish_at"),
    /** The promise as it was made: wall time (`2026-11-26T09:30`) and IANA zone. Both null for "post now". */
    publishLocal: text("publish_local"),
    timeZone: text("time_zone"),
    /** Which of two equal wall times is meant, on the day when clocks go back. */
    fold: text("fold").$type<"earlier" | "later">(),
    /** The time is a slot of the creator's queue. */
    fromSlot: boolean("from_slot").notNull().default(false),
    /** When to look next whether the post could go out, before its time comes. */
    lookAt: moment("look_at"),
    /** What that look found: the post would stop on it. */
    warning: jsonb("warning").$type<Failure>(),
    /** When the worker may act next. */
    dueAt: moment("due_at"),
    /** Raised by every claim: a write that carries an older one is refused. */
    fence: integer("fence").notNull().default(0),
    leaseHolder: text("lease_holder"),
    leaseUntil: moment("lease_until"),
    /** How often it was taken over from a dead or throwing worker since it last came a step further. */
    takeovers: integer("takeovers").notNull().default(0),
    jobId: text("job_id"),
    failure: jsonb("failure").$type<Failure>(),
    /** Since when the same cause keeps it, and how often it was tried: what the retry table decides by. */
    tries: integer("tries").notNull().default(0),
    firstTriedAt: moment("first_tried_at"),
    /** That cause: a code of the error catalogue. It stays while a next try is under way and `failure` is empty. */
    triedCode: text("tried_code"),
    visibility: text("visibility").$type<"reviewing" | "public" | "private" | "removed">(),
    /** TikTok's ids, as text: they have 19 digits. */
    publicPostIds: text("public_post_ids").array().notNull().default(sql`'{}'::text[]`),
    createdBy: text("created_by").references(() => user.id, { onDelete: "set null" }),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
    endedAt: moment("ended_at"),
  },
  (table) => [
    index("post_workspace").on(table.workspaceId, table.id),
    index("post_workspace_state").on(table.workspaceId, table.state, table.id),
    index("post_creator").on(table.creatorId, table.id),
    index("post_calendar").on(table.workspaceId, table.publishAt, table.id),
    index("post_creator_time").on(table.creatorId, table.publishAt),
    // What is next, without passing over years of what has gone out.
    index("post_ahead").on(table.workspaceId, table.publishAt, table.id).where(sql`state = 'scheduled'`),
    // Which posts hold on to a file: by their video, and by their photos.
    index("post_video").on(table.workspaceId, sql`(${table.content} ->> 'mediaId')`),
    // Kept in order at once: the library asks it for one file after the other, and each time would go through what is not.
    index("post_photos")
      .using("gin", sql`(${table.content} -> 'photos' -> 'mediaIds')`)
      .with({ fastupdate: false }),
    index("post_attention")
      .on(table.workspaceId, table.updatedAt, table.id)
      .where(sql`state in ('unconfirmed', 'blocked', 'failed') or warning is not null`),
    index("post_blocked").on(table.publishAt).where(sql`state = 'blocked' and due_at is null`),
    index("post_looks_ahead").on(table.lookAt).where(sql`state = 'scheduled'`),
    index("post_due")
      .on(table.dueAt)
      .where(
        sql`state in ('scheduled', 'blocked', 'preparing', 'uploading', 'processing', 'unconfirmed', 'in_inbox', 'published')`,
      ),
  ],
);

export const revision = pgTable(
  "revision",
  {
    id: id(),
    postId: text("post_id")
      .notNull()
      .references(() => post.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    content: jsonb("content").$type<PostContent>().notNull(),
    mediaId: text("media_id")
      .notNull()
      .references(() => media.id),
    mediaSha256: text("media_sha256").notNull(),
    /** SHA-256 over content and media: what a consent and an attempt refer to. */
    hash: text("hash").notNull(),
    createdBy: text("created_by").references(() => user.id, { onDelete: "set null" }),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("revision_number").on(table.postId, table.number),
    index("revision_media").on(table.mediaId),
  ],
);

/** The photos of a revision in their order. A video's one file stands in the revision itself. */
export const revisionPhoto = pgTable(
  "revision_photo",
  {
    revisionId: text("revision_id")
      .notNull()
      .references(() => revision.id, { onDelete: "cascade" }),
    /** From 0. */
    position: integer("position").notNull(),
    mediaId: text("media_id")
      .notNull()
      .references(() => media.id),
    mediaSha256: text("media_sha256").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.revisionId, table.position] }),
    index("revision_photo_media").on(table.mediaId),
  ],
);

export const consent = pgTable(
  "consent",
  {
    id: id(),
    postId: text("post_id")
      .notNull()
      .references(() => post.id, { onDelete: "cascade" }),
    revisionId: text("revision_id")
      .notNull()
      .references(() => revision.id, { onDelete: "cascade" }),
    userId: text("user_id").references(() => user.id, { onDelete: "set null" }),
    /** The exact sentence that stood above the button. */
    sentence: text("sentence").notNull(),
    revisionHash: text("revision_hash").notNull(),
    mediaSha256: text("media_sha256").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [index("consent_revision").on(table.revisionId)],
);

export const attempt = pgTable(
  "attempt",
  {
    id: id(),
    postId: text("post_id")
      .notNull()
      .references(() => post.id, { onDelete: "cascade" }),
    revisionId: text("revision_id")
      .notNull()
      .references(() => revision.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    mode: text("mode").$type<"direct" | "inbox">().notNull(),
    transfer: text("transfer").$type<"FILE_UPLOAD" | "PULL_FROM_URL">().notNull(),
    requestHash: text("request_hash").notNull(),
    /** Committed before init is sent. */
    intentAt: moment("intent_at").notNull(),
    publishId: text("publish_id"),
    /** Sealed: it is a key to upload in the creator's name. */
    uploadUrl: text("upload_url"),
    uploadUrlExpiresAt: moment("upload_url_expires_at"),
    bytesTotal: bigint("bytes_total", { mode: "number" }).notNull(),
    chunkSize: bigint("chunk_size", { mode: "number" }).notNull(),
    chunkCount: integer("chunk_count").notNull(),
    bytesSent: bigint("bytes_sent", { mode: "number" }).notNull().default(0),
    /** When bytes last got further. */
    progressAt: moment("progress_at"),
    /** Committed before the last chunk is sent: from here on the post may go live. */
    finalIntentAt: moment("final_intent_at"),
    acceptedAt: moment("accepted_at"),
    polls: integer("polls").notNull().default(0),
    endedAt: moment("ended_at"),
    /** A catalogue code, or published, in_inbox, abandoned. */
    outcome: text("outcome"),
    failure: jsonb("failure").$type<Failure>(),
    logId: text("log_id"),
    /** SHA-256 of the secret in the addresses from which TikTok fetches this attempt's files. */
    mediaKeyHash: text("media_key_hash").unique(),
    /** Committed before the first byte of a file is served. */
    servedAt: moment("served_at"),
  },
  (table) => [
    uniqueIndex("attempt_number").on(table.postId, table.number),
    // Two living attempts of one post would be two posts on TikTok.
    uniqueIndex("attempt_living").on(table.postId).where(sql`ended_at is null`),
    index("attempt_publish_id").on(table.publishId),
  ],
);

/** One line of an attempt's timeline: what was done, how long it took, what TikTok called it. */
export const step = pgTable(
  "step",
  {
    id: id(),
    postId: text("post_id")
      .notNull()
      .references(() => post.id, { onDelete: "cascade" }),
    attemptId: text("attempt_id").references(() => attempt.id, { onDelete: "cascade" }),
    at: moment("at").notNull(),
    name: text("name").notNull(),
    durationMs: integer("duration_ms"),
    detail: jsonb("detail").$type<StepDetail>().notNull(),
  },
  (table) => [index("step_post").on(table.postId, table.id)],
);

export const postEvent = pgTable(
  "post_event",
  {
    id: id(),
    postId: text("post_id")
      .notNull()
      .references(() => post.id, { onDelete: "cascade" }),
    from: text("from_state"),
    to: text("to_state").notNull(),
    actor: jsonb("actor").$type<RecordedActor>().notNull(),
    why: jsonb("why").$type<PostEventWhy>(),
    at: moment("at").notNull(),
  },
  (table) => [index("post_event_post").on(table.postId, table.id)],
);

/** One row per worker that is alive: what the health page and the doctor read. */
export const workerPulse = pgTable("worker_pulse", {
  id: id(),
  startedAt: moment("started_at").notNull(),
  seenAt: moment("seen_at").notNull(),
  stopping: boolean("stopping").notNull().default(false),
});

/** What the database knows of its installation, such as the mark that a shared media folder has to carry. */
export const installation = pgTable("installation", {
  key: text("key").primaryKey(),
  value: text("value").notNull(),
});
