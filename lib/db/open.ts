import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { Db as QueueDatabase } from "pg-boss";
import { lockFolder } from "./lock-folder";
import * as schema from "./schema";

/** The database as verbs see it, whichever driver is beneath. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;

/** A transaction of it: inside one, nothing else may be asked of the database (the embedded one would wait for ever). */
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

export type OpenDatabase = {
  db: Db;
  /** The same connections as the queue's library wants them. */
  forQueue: { db: QueueDatabase; backend: "postgres" | "pglite" };
  embedded: boolean;
  close(): Promise<void>;
};

/**
 * Opens the embedded database in `folder`, or a server at `url`.
 * @throws FolderInUse when another process has the embedded one open: two would lose each other's writes unseen.
 */
export async function openDatabase(where: { url: string; folder: string }): Promise<OpenDatabase> {
  if (where.url === "") return openEmbedded(where.folder);
  return /\.neon\.tech(?::\d+)?\//.test(where.url) ? openNeon(where.url) : openServer(where.url);
}

async function openEmbedded(folder: string): Promise<OpenDatabase> {
  const [{ PGlite }, { drizzle }, { fromPglite }] = await Promise.all([
    import("@electric-sql/pglite"),
    import("drizzle-orm/pglite"),
    import("pg-boss"),
  ]);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(folder);
  try {
    const client = await PGlite.create(join(folder, "database"));
    return {
      db: drizzle({ client, schema }) as unknown as Db,
      forQueue: { db: fromPglite(client), backend: "pglite" },
      embedded: true,
      close: async () => {
        await client.close();
        unlock();
      },
    };
  } catch (cause) {
    unlock();
    throw cause;
  }
}

type PoolLike = {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  end(): Promise<void>;
};

function asServer(db: unknown, pool: PoolLike): OpenDatabase {
  return {
    db: db as Db,
    forQueue: {
      db: { executeSql: async (text, values) => ({ rows: (await pool.query(text, values)).rows }) },
      backend: "postgres",
    },
    embedded: false,
    close: () => pool.end(),
  };
}

// At most four connections a process: a pooled address hands out few, and nothing here holds one for long.
const POOL = { max: 4, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 15_000 };

async function openServer(url: string): Promise<OpenDatabase> {
  const [{ default: pg }, { drizzle }] = await Promise.all([
    import("pg"),
    import("drizzle-orm/node-postgres"),
  ]);
  const pool = new pg.Pool({ connectionString: url, ...POOL });
  // A connection that breaks while idle is replaced at the next query; without a listener it would end the process.
  pool.on("error", () => {});
  return asServer(drizzle({ client: pool, schema }), pool);
}

async function openNeon(url: string): Promise<OpenDatabase> {
  const [{ Pool }, { drizzle }] = await Promise.all([
    import("@neondatabase/serverless"),
    import("drizzle-orm/neon-serverless"),
  ]);
  const pool = new Pool({ connectionString: url, ...POOL });
  pool.on("error", () => {});
  return asServer(drizzle({ client: pool, schema }), pool as unknown as PoolLike);
}
