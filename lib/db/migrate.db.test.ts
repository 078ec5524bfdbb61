import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { afterEach, expect, it } from "vitest";
import { migrate } from "./migrate";
import type { Db } from "./open";
import * as schema from "./schema";
import { createTestDatabase, MIGRATIONS } from "./test-database";

let client: PGlite;
afterEach(() => client.close());

async function empty(): Promise<Db> {
  client = await PGlite.create();
  return drizzle({ client, schema }) as unknown as Db;
}

const recorded = async () =>
  (await client.query<{ hash: string }>("select hash from aircheck_migration order by made")).rows;

it("lets two that start at once through one after the other, and a third find the work done", async () => {
  const db = await empty();
  await Promise.all([migrate(db, MIGRATIONS), migrate(db, MIGRATIONS)]);
  const first = await recorded();
  expect(first.length).toBeGreaterThan(0);
  await migrate(db, MIGRATIONS);
  expect(await recorded()).toEqual(first);
  expect(await db.select().from(schema.post)).toEqual([]);
});

it("leaves nothing behind when one of its statements does not work", async () => {
  const db = await empty();
  await client.query('create table "post" (a int)');
  await expect(migrate(db, MIGRATIONS)).rejects.toThrow();
  const { rows } = await client.query(
    "select tablename from pg_tables where schemaname = 'public' and tablename <> 'post'",
  );
  expect(rows).toEqual([]);
});

it("has the same tables in the copy that tests start from", async () => {
  const copy = await createTestDatabase();
  client = copy.client;
  await copy.db.insert(schema.user).values({ name: "Marta" });
  expect(await copy.dump()).toContain("Marta");
  await copy.reset();
  expect(await copy.dump()).not.toContain("Marta");
  // Nothing is left to migrate.
  const before = await recorded();
  await migrate(copy.db, MIGRATIONS);
  expect(await recorded()).toEqual(before);
});
