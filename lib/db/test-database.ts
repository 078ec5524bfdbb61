import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/pglite";
import { fromPglite } from "pg-boss";
import { inject } from "vitest";
import { migrate } from "./migrate";
import { type Db, type OpenDatabase, openDatabase } from "./open";
import * as schema from "./schema";
import { openPooler } from "./test-pooler";

/** How the product reaches a server: by which driver, and whether through a transaction pooler. */
const WAYS = {
  PostgreSQL: { isNeon: false, isPooled: false },
  "Neon's driver": { isNeon: true, isPooled: false },
  "a pooled URL": { isNeon: false, isPooled: true },
  "a pooled URL of Neon's": { isNeon: true, isPooled: true },
};

/** The ways to a database that several processes may use at once. */
export const SERVERS = Object.keys(WAYS) as (keyof typeof WAYS)[];
/** What the product runs on: the embedded database, and every way to a server. */
export const ENGINES = ["PGlite" as const, ...SERVERS];
export type Engine = (typeof ENGINES)[number];

/** A Postgres of a test file's own with the product's tables. */
export type TestDatabase = OpenDatabase & {
  /** Runs statements as they are. */
  execute(statements: string): Promise<void>;
  query<Row>(statement: string): Promise<Row[]>;
  /** Where another process finds it; the embedded one is in this process only. */
  url?: string;
  /** Further connections to it, as another process would have them; the embedded one has no others. */
  another(): Promise<OpenDatabase>;
  /** Empties every table. Call it before each test. */
  reset(): Promise<void>;
  /** Every row of every table as text: what somebody would find who stole a backup. */
  dump(): Promise<string>;
};

export const MIGRATIONS = join(process.cwd(), "drizzle");

/**
 * Opens one, migrated. The embedded one is in this process and in memory: the first call on a machine takes seconds and
 * leaves a copy of the empty tables in `.cache`; the next ones start from that copy. The copy is made anew when a
 * migration or the database's own version changes.
 */
export async function createTestDatabase(engine: Engine = "PGlite"): Promise<TestDatabase> {
  const bare = await openBare(engine, engine === "PGlite" ? await migratedCopy() : undefined);
  if (engine !== "PGlite") await migrate(bare.db, MIGRATIONS);
  const rows = await bare.query<{ tablename: string }>(
    "select tablename from pg_tables where schemaname = 'public' and tablename <> 'aircheck_migration'",
  );
  const tables = rows.map((row) => row.tablename);
  // Far quicker than truncating, which makes every table's files anew; as a replica, nobody checks the references.
  const deletions = tables.map((name) => `delete from "${name}";`).join(" ");
  return {
    ...bare,
    reset: async () => {
      const [before, after] = ["replica", "default"].map((role) => `set session_replication_role = ${role};`);
      await bare.execute(`${before} ${deletions} ${after}`);
    },
    dump: async () => {
      const found = [];
      for (const name of tables) found.push(await bare.query(`select * from "${name}"`));
      return JSON.stringify(found);
    },
  };
}

/** Opens one without any table. */
export const createEmptyDatabase = (engine: Engine): Promise<BareDatabase> => openBare(engine);

export type BareDatabase = Omit<TestDatabase, "reset" | "dump">;

async function openBare(engine: Engine, copy?: Blob): Promise<BareDatabase> {
  if (engine === "PGlite") return openInMemory(copy);
  const answer = await fetch(inject("postgresDoor"));
  const direct = await answer.text();
  if (!answer.ok) throw new Error(direct);
  const { isNeon, isPooled } = WAYS[engine];
  const pooler = isPooled ? await openPooler(direct) : undefined;
  const url = pooler?.url ?? direct;
  const neonProxy = isNeon ? inject("neonProxy") : undefined;
  const open = () => openDatabase({ url, folder: "", neonProxy });
  const opened = await open();
  const further: OpenDatabase[] = [];
  return {
    ...opened,
    url,
    execute: async (statements) => void (await opened.db.execute(sql.raw(statements))),
    query: async <Row>(statement: string) => {
      const { rows } = (await opened.db.execute(sql.raw(statement))) as unknown as { rows: Row[] };
      return rows;
    },
    another: async () => {
      const one = await open();
      further.push(one);
      return one;
    },
    close: async () => {
      for (const one of [...further, opened]) await one.close();
      pooler?.close();
    },
  };
}

async function openInMemory(copy?: Blob): Promise<BareDatabase> {
  const client = await PGlite.create({ loadDataDir: copy });
  const opened: OpenDatabase = {
    db: drizzle({ client, schema }) as unknown as Db,
    forQueue: { db: fromPglite(client), backend: "pglite" },
    embedded: true,
    close: () => client.close(),
  };
  return {
    ...opened,
    execute: async (statements) => void (await client.exec(statements)),
    query: async <Row>(statement: string) => (await client.query<Row>(statement)).rows,
    another: async () => opened,
  };
}

async function migratedCopy(): Promise<Blob> {
  const path = join(process.cwd(), ".cache", `empty-tables-${fingerprint()}.tar`);
  if (existsSync(path)) return new Blob([readFileSync(path)]);
  const client = await PGlite.create();
  const db = drizzle({ client, schema }) as unknown as Db;
  await migrate(db, MIGRATIONS);
  await db.execute(sql`checkpoint`);
  const copy = await client.dumpDataDir("none");
  await client.close();
  // Test files start side by side: each writes a whole file, and the last one stays.
  const unfinished = `${path}.${process.pid}.${Date.now()}`;
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(unfinished, Buffer.from(await copy.arrayBuffer()));
  renameSync(unfinished, path);
  return copy;
}

function fingerprint(): string {
  const hashes = readMigrationFiles({ migrationsFolder: MIGRATIONS }).map((each) => each.hash);
  const version = readFileSync(join(process.cwd(), "node_modules/@electric-sql/pglite/package.json"), "utf8");
  return createHash("sha256")
    .update(hashes.join() + version)
    .digest("hex")
    .slice(0, 16);
}
