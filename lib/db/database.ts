import "server-only";
import { join } from "node:path";
import { environment } from "#lib/env/read";
import { migrate } from "./migrate";
import { type Db, type OpenDatabase, openDatabase } from "./open";

// On globalThis, because a hot reload loads this file anew and the embedded database must be opened once a process.
const kept = globalThis as typeof globalThis & { aircheckDatabase?: Promise<OpenDatabase> };

/** The database of this process, opened and migrated at first use. */
export function database(): Promise<OpenDatabase> {
  kept.aircheckDatabase ??= openMigrated().catch((problem) => {
    kept.aircheckDatabase = undefined;
    throw problem;
  });
  return kept.aircheckDatabase;
}

async function openMigrated(): Promise<OpenDatabase> {
  const { DATABASE_URL, DATA_DIR } = environment();
  const opened = await openDatabase({ url: DATABASE_URL, folder: DATA_DIR });
  await migrate(opened.db, join(process.cwd(), "drizzle"));
  return opened;
}

/** The tables. */
export async function db(): Promise<Db> {
  return (await database()).db;
}

/** Closes it, when it was opened. */
export async function closeDatabase(): Promise<void> {
  const opened = kept.aircheckDatabase;
  kept.aircheckDatabase = undefined;
  await (await opened)?.close();
}
