import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { PgBoss } from "pg-boss";
import type { Reach } from "#lib/creators/reach";
import { migrate } from "#lib/db/migrate";
import { type OpenDatabase, openDatabase } from "#lib/db/open";
import { openQueue } from "#lib/publishing/queue";
import { diskStorage } from "#lib/storage/disk-storage";
import type { Member, Scope, WorkspaceId } from "#lib/workspaces/scope";
import { type Postgres, startPostgres } from "#scripts/run-postgres";

/** A PostgreSQL server with the product's tables, and the means to fill them with many rows at once. */
export type BenchGround = {
  postgres: Postgres;
  url: string;
  database: OpenDatabase;
  boss: PgBoss;
  reach: Reach;
  scope: Scope;
  close(): Promise<void>;
};

const WORKSPACE = "bench";

/** @param simulatorUrl where TikTok is; nowhere, for what never asks it */
export async function openGround(simulatorUrl = "http://127.0.0.1:9"): Promise<BenchGround> {
  const postgres = await startPostgres();
  const folder = mkdtempSync(join(tmpdir(), "aircheck-bench-"));
  const url = await postgres.createDatabase();
  const database = await openDatabase({ url, folder: "" });
  await migrate(database.db, join(process.cwd(), "drizzle"));
  const boss = await openQueue(database);
  const app = {
    clientKey: "awsimulatorkey",
    clientSecret: "simulator-secret-not-for-production",
    authBaseUrl: simulatorUrl,
    apiBaseUrl: simulatorUrl,
    scopes: ["user.info.basic", "video.upload", "video.publish"],
    pkce: "hex" as const,
    audited: true,
  };
  const keys = [{ id: "k1", bytes: randomBytes(32) }];
  const clock = { now: () => Date.now() };
  const reach: Reach = {
    db: database.db,
    clock,
    app,
    keys,
    dataFolder: folder,
    storage: diskStorage(join(folder, "media")),
    mediaAddress: null,
  };
  const actor: Member = {
    kind: "member",
    userId: "person",
    name: "Marta",
    role: "owner",
    workspaceId: WORKSPACE as WorkspaceId,
  };
  return {
    postgres,
    url,
    database,
    boss,
    reach,
    scope: { ...reach, actor },
    async close() {
      await boss.stop({ graceful: false });
      await database.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const CONTENT = `jsonb_build_object('kind', 'video', 'mode', 'direct', 'mediaId', 'file', 'caption', 'Golden hour ' || n,
  'privacy', 'PUBLIC_TO_EVERYONE', 'allowComment', false, 'allowDuet', false, 'allowStitch', false, 'discloses', false,
  'yourBrand', false, 'brandedContent', false, 'aiGenerated', false, 'coverMs', 0)`;

/** One workspace with a person, creators and a file. */
export async function fillWorkspace({ database: { db } }: BenchGround, creators: number): Promise<void> {
  const run = (text: string) => db.execute(sql.raw(text));
  await run(
    `insert into workspace (id, name, time_zone, created_at) values ('${WORKSPACE}', 'Many', 'Europe/Berlin', now())`,
  );
  await run(`insert into "user" (id, name, email) values ('person', 'Marta', 'marta@northlight.example')`);
  await run(
    `insert into media (id, workspace_id, file_name, bytes, sha256, facts, created_at) values ('file', '${WORKSPACE}', 'clip.mp4', 1000, 'hash',
     '${FACTS}', now())`,
  );
  await run(
    `insert into creator (id, open_id, display_name, handle, created_at, updated_at)
     select 'creator-' || n, 'open-' || n, 'Creator ' || n, 'creator.' || n, now(), now() from generate_series(0, ${creators - 1}) n`,
  );
  await run(
    `insert into workspace_creator (workspace_id, creator_id, created_at)
     select '${WORKSPACE}', id, now() from creator`,
  );
}

const FACTS = `{"container":"mp4","mimeType":"video/mp4","videoCodec":"avc","audioCodec":"aac","width":720,"height":1280,"rotation":0,"seconds":5,"frameRate":30,"truncated":false}`;

/** Files number `from` to `to` of the library, which no post uses. */
export async function fillFiles({ database: { db } }: BenchGround, from: number, to: number): Promise<void> {
  await db.execute(
    sql.raw(
      `insert into media (id, workspace_id, file_name, bytes, sha256, facts, created_at)
       select 'file-' || lpad(n::text, 9, '0'), '${WORKSPACE}', 'clip ' || n || '.mp4', 1000, 'hash ' || n, '${FACTS}', now()
       from generate_series(${from}, ${to}) n`,
    ),
  );
}

/** How many posts, in which state, spread over which days around now. */
export type Posts = {
  from: number;
  to: number;
  creators: number;
  state: string;
  daysFrom: number;
  daysTo: number;
};

/** Posts number `from` to `to`, each with a revision. Their ids sort by number. */
export async function fillPosts(
  { database: { db } }: BenchGround,
  { from, to, creators, state, daysFrom, daysTo }: Posts,
): Promise<void> {
  const run = (text: string) => db.execute(sql.raw(text));
  const when = `now() + (${daysFrom} + (${daysTo - daysFrom}) * (n::float / ${Math.max(1, to)})) * interval '1 day'`;
  const due = state === "scheduled" ? when : "null";
  await run(
    `insert into post (id, workspace_id, creator_id, state, content, revision_id, publish_at, due_at, from_slot, created_at, updated_at)
     select 'post-' || lpad(n::text, 9, '0'), '${WORKSPACE}', 'creator-' || (n % ${creators}), '${state}', ${CONTENT},
     'revision-' || n, ${when}, ${due}, n % 3 = 0, now(), now() from generate_series(${from}, ${to}) n`,
  );
  await run(
    `insert into revision (id, post_id, number, content, media_id, media_sha256, hash, created_at)
     select 'revision-' || n, 'post-' || lpad(n::text, 9, '0'), 1, ${CONTENT}, 'file', 'hash', 'hash', now()
     from generate_series(${from}, ${to}) n`,
  );
}
