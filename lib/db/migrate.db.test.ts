import { afterEach, describe, expect, it } from "vitest";
import { migrate } from "./migrate";
import * as schema from "./schema";
import {
  type BareDatabase,
  createEmptyDatabase,
  createTestDatabase,
  ENGINES,
  MIGRATIONS,
} from "./test-database";

describe.each(ENGINES)("migrations on %s", (engine) => {
  let database: BareDatabase;
  afterEach(() => database.close());

  const recorded = () =>
    database.query<{ hash: string }>("select hash from aircheck_migration order by made");

  it("let two that start at once through one after the other, and a third find the work done", async () => {
    database = await createEmptyDatabase(engine);
    const { db } = await database.another();
    await Promise.all([migrate(database.db, MIGRATIONS), migrate(db, MIGRATIONS)]);
    const first = await recorded();
    expect(first.length).toBeGreaterThan(0);
    await migrate(db, MIGRATIONS);
    expect(await recorded()).toEqual(first);
    expect(await db.select().from(schema.post)).toEqual([]);
  });

  it("leave nothing behind when one of their statements does not work", async () => {
    database = await createEmptyDatabase(engine);
    await database.execute('create table "post" (a int)');
    await expect(migrate(database.db, MIGRATIONS)).rejects.toThrow();
    const rows = await database.query(
      "select tablename from pg_tables where schemaname = 'public' and tablename <> 'post'",
    );
    expect(rows).toEqual([]);
  });

  it("have made the tables that tests start from", async () => {
    const copy = await createTestDatabase(engine);
    database = copy;
    await copy.db.insert(schema.user).values({ name: "Marta" });
    expect(await copy.dump()).toContain("Marta");
    await copy.reset();
    expect(await copy.dump()).not.toContain("Marta");
    // Nothing is left to migrate.
    const before = await recorded();
    await migrate(copy.db, MIGRATIONS);
    expect(await recorded()).toEqual(before);
  });
});
