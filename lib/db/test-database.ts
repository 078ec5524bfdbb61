import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "./migrate";
import type { Db } from "./open";
import * as schema from "./schema";

/** A Postgres of a test file's own, in this process and in memory, with the product's tables. */
export type TestDatabase = {
  db: Db;
  client: PGlite;
  /** Empties every table. Call it before each test. */
  reset(): Promise<void>;
  /** Every row of every table as text: what somebody would find who stole a backup. */
  dump(): Promise<string>;
  close(): Promise<void>;
};

export const MIGRATIONS = join(process.cwd(), "drizzle");

/**
 * Opens one, migrated. The first call on a machine takes seconds and leaves a copy of the empty tables in `.cache`; the
 * next ones start from that copy. The copy is made anew when a migration or the database's own version changes.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const client = await PGlite.create({ loadDataDir: await migratedCopy() });
  const db = drizzle({ client, schema }) as unknown as Db;
  const tables = await tablesOf(client);
  // Far quicker than truncating, which makes every table's files anew; as a replica, nobody checks the references.
  const deletions = tables.map((name) => `delete from "${name}";`).join(" ");
  return {
    db,
    client,
    reset: async () => {
      const [before, after] = ["replica", "default"].map((role) => `set session_replication_role = ${role};`);
      await client.exec(`${before} ${deletions} ${after}`);
    },
    dump: async () => {
      const rows = [];
      for (const name of tables) rows.push((await client.query(`select * from "${name}"`)).rows);
      return JSON.stringify(rows);
    },
    close: () => client.close(),
  };
}

async function tablesOf(client: PGlite): Promise<string[]> {
  const { rows } = await client.query<{ tablename: string }>(
    "select tablename from pg_tables where schemaname = 'public' and tablename <> 'aircheck_migration'",
  );
  return rows.map((row) => row.tablename);
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
