import pg from "pg";
import { afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { openPooler, type Pooler } from "./test-pooler";

// What runs through the pooler proves something only if it is as unforgiving as a real one.

let direct: string;
let pooler: Pooler;
const clients: pg.Client[] = [];

beforeAll(async () => {
  direct = await (await fetch(inject("postgresDoor"))).text();
});
beforeEach(async () => {
  pooler = await openPooler(direct);
});
afterEach(async () => {
  for (const each of clients.splice(0)) await each.end().catch(() => undefined);
  pooler.close();
});

async function client(options: pg.ClientConfig = {}): Promise<pg.Client> {
  const one = new pg.Client({ connectionString: pooler.url, ...options });
  one.on("error", () => {});
  clients.push(one);
  await one.connect();
  return one;
}

const connectionOf = async (one: pg.Client): Promise<number> =>
  (await one.query("select pg_backend_pid() as pid")).rows[0].pid;

describe("the tests' pooler", () => {
  it("keeps one connection for a transaction, and gives the next one another", async () => {
    const one = await client();
    await one.query("begin");
    const within = [await connectionOf(one), await connectionOf(one)];
    await one.query("commit");
    expect(within[0]).toBe(within[1]);
    const after = [await connectionOf(one), await connectionOf(one), await connectionOf(one)];
    const all = [...within.slice(1), ...after];
    for (const [at, each] of after.entries()) expect(each).not.toBe(all[at]);
  });

  it("lets no more transactions than it has connections run at once, and the others wait their turn", async () => {
    const many = await Promise.all(Array.from({ length: 10 }, () => client()));
    const connections = await Promise.all(
      many.map(async (one) => {
        await one.query("begin");
        const connection = await connectionOf(one);
        await one.query("select pg_sleep(0.02)");
        await one.query("commit");
        return connection;
      }),
    );
    expect(new Set(connections).size).toBe(4);
  });

  it.each([
    ["a setting", "set statement_timeout = 4321", "setting statement_timeout"],
    ["an advisory lock", "select pg_advisory_lock(7)", "advisory lock"],
    ["a temporary table", "create temporary table mine (a int)", "temporary table"],
    ["a prepared statement", "prepare mine as select 1", "prepared statement"],
    ["a cursor", "declare mine cursor with hold for select 1", "open cursor"],
    ["an ear", "listen mine", "LISTEN"],
  ])("tells who leaves %s on a connection, and nobody finds it there", async (_what, statement, name) => {
    const one = await client();
    await expect(one.query(statement)).rejects.toThrow(`left on a pooled connection: ${name}`);
    const other = await client();
    for (const each of [one, other, one, other, one, other])
      expect((await each.query(STATE)).rows).toEqual([CLEAN]);
  });

  it("tells so at the end of a longer transaction too, also to whoever sends values", async () => {
    const one = await client();
    await one.query("begin");
    await one.query("select pg_advisory_lock($1)", [7]);
    await expect(one.query("commit")).rejects.toThrow("advisory lock");
    await expect(one.query("select pg_advisory_lock($1)", [7])).rejects.toThrow("advisory lock");
  });

  it("has nothing against what ends with its transaction", async () => {
    const one = await client();
    await one.query("begin");
    await one.query("set local statement_timeout = 4321");
    await one.query("select set_config('aircheck.mine', 'yes', true)");
    await one.query("select pg_advisory_xact_lock(7)");
    await one.query("create temporary table mine (a int) on commit drop");
    await one.query("declare mine cursor for select 1");
    await one.query("commit");
    expect((await one.query(STATE)).rows).toEqual([CLEAN]);
  });

  it("refuses a statement that is prepared under a name, and goes on with others", async () => {
    const one = await client();
    const named = { name: "mine", text: "select $1::int as a", values: [1] };
    await expect(one.query(named)).rejects.toThrow('prepared statement "mine" does not exist');
    expect((await one.query("select $1::int as a", [2])).rows).toEqual([{ a: 2 }]);
  });

  it("refuses what would have to be set on a connection at the start, and another database", async () => {
    await expect(client({ statement_timeout: 4321 })).rejects.toThrow("unsupported startup parameter");
    const elsewhere = pooler.url.replace(/[^/]*$/, "postgres");
    await expect(client({ connectionString: elsewhere })).rejects.toThrow("no such database");
  });

  it("undoes the transaction of somebody who leaves in the middle", async () => {
    const one = await client();
    await one.query("create table kept (a int)");
    await one.query("begin");
    await one.query("insert into kept values (1)");
    await one.end();
    const other = await client();
    // Waits for whoever is not through with the table.
    await other.query("alter table kept add b int");
    expect((await other.query("select * from kept")).rows).toEqual([]);
  });

  it("opens new connections for those that the server ended", async () => {
    const lost = await connectionOf(await client());
    const server = await client({ connectionString: direct });
    await server.query("select pg_terminate_backend($1)", [lost]);
    const nextOnes = async () => {
      const one = await client();
      const found = [];
      for (let turn = 0; turn < 5; turn++) found.push(await connectionOf(one));
      return found;
    };
    await expect.poll(nextOnes).not.toContain(lost);
  });
});

const STATE = `select current_setting('statement_timeout') as timeout, to_regclass('mine') as "table",
  (select count(*)::int from pg_prepared_statements where name <> '') as prepared,
  (select count(*)::int from pg_cursors where is_holdable) as cursors,
  (select count(*)::int from pg_listening_channels()) as ears,
  (select count(*)::int from pg_locks 
    where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())) as locks`;
const CLEAN = { timeout: "0", table: null, prepared: 0, cursors: 0, ears: 0, locks: 0 };
