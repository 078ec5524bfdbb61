import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Db } from "./open";

const LOCK = 7_221_946_001;

/**
 * Brings the tables up to date. Any number of processes may start at once: a lock bound to the transaction lets one
 * through at a time, also behind a pooler, and the others find the work done.
 * @param folder where the generated migrations are
 */
export async function migrate(db: Db, folder: string): Promise<void> {
  const migrations = readMigrationFiles({ migrationsFolder: folder });
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
    await tx.execute(
      sql`create table if not exists aircheck_migration (hash text primary key, made bigint not null)`,
    );
    const { rows } = (await tx.execute(sql`select hash from aircheck_migration`)) as unknown as {
      rows: { hash: string }[];
    };
    const done = new Set(rows.map((row) => row.hash));
    for (const migration of migrations) {
      if (done.has(migration.hash)) continue;
      for (const statement of migration.sql) await tx.execute(sql.raw(statement));
      await tx.execute(
        sql`insert into aircheck_migration (hash, made) values (${migration.hash}, ${migration.folderMillis})`,
      );
    }
  });
}
