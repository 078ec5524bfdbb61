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

export type Where = {
  /** Of a server; empty for the embedded database. */
  url: string;
  /** Of the embedded one. */
  folder: string;
  /**
   * Speaks to the server at `url` as to one of Neon's, through a WebSocket proxy at this address (`host:port/path`)
   * instead of Neon's own. It holds for every such connection of this process.
   */
  neonProxy?: string;
};

/**
 * Opens the embedded database in `folder`, or a server at `url`: one of Neon's through Neon's own driver.
 * @throws FolderInUse when another process has the embedded one open: two would lose each other's writes unseen.
 */
export async function openDatabase({ url, folder, neonProxy }: Where): Promise<OpenDatabase> {
  if (url === "") return openEmbedded(folder);
  return neonProxy || isNeon(url) ? openNeon(url, neonProxy) : openServer(url);
}

/** Pooled addresses of Neon too. */
export const isNeon = (url: string): boolean => URL.parse(url)?.hostname.endsWith(".neon.tech") ?? false;

async function openEmbedded(folder: string): Promise<OpenDatabase> {
  const [{ PGlite }, { drizzle }, { fromPglite }] = await Promise.all([
    import("@electric-sql/pglite"),
    import("drizzle-orm/pglite"),
    import("pg-boss"),
  ]);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(folder);
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

type Rows = { rows: unknown[] };
type PoolLike = {
  /** Several statements at once answer one by one. */
  query(text: string, values?: unknown[]): Promise<Rows | Rows[]>;
  end(): Promise<void>;
};

// The queue's library takes what it locked or counted from the middle of several statements.
const rowsOf = (answer: Rows | Rows[]): Rows =>
  Array.isArray(answer) ? { rows: answer.flatMap(({ rows }) => rows) } : answer;

function asServer(db: unknown, pool: PoolLike): OpenDatabase {
  return {
    db: db as Db,
    forQueue: {
      db: { executeSql: async (text, values) => rowsOf(await pool.query(text, values)) },
      backend: "postgres",
    },
    embedded: false,
    close: () => pool.end(),
  };
}

// At most four connections a process: a pooled address hands out few, and nothing here holds one for long.
const POOL = { max: 4, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 15_000 };

type Noisy = { on(event: "error", listener: () => void): unknown };

/**
 * A server that restarts breaks connections that nobody is waiting on: idle ones, and one within a transaction between two
 * statements. Each is told by the next query on it; without a listener the event would end the process.
 */
function keepCalm(pool: Noisy & { on(event: "connect", listener: (client: Noisy) => void): unknown }): void {
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
}

async function openServer(url: string): Promise<OpenDatabase> {
  const [{ default: pg }, { drizzle }] = await Promise.all([
    import("pg"),
    import("drizzle-orm/node-postgres"),
  ]);
  const pool = new pg.Pool({ connectionString: url, ...POOL });
  keepCalm(pool);
  return asServer(drizzle({ client: pool, schema }), pool);
}

async function openNeon(url: string, proxy?: string): Promise<OpenDatabase> {
  const [{ neonConfig, Pool }, { drizzle }] = await Promise.all([
    import("@neondatabase/serverless"),
    import("drizzle-orm/neon-serverless"),
  ]);
  if (proxy) {
    const plain = { useSecureWebSocket: false, pipelineTLS: false, pipelineConnect: false as const };
    const wsProxy = (host: string, port: number | string) => `${proxy}?address=${host}:${port}`;
    Object.assign(neonConfig, { wsProxy, ...plain });
  }
  const pool = new Pool({ connectionString: url, ...POOL });
  keepCalm(pool);
  return asServer(drizzle({ client: pool, schema }), pool as unknown as PoolLike);
}
