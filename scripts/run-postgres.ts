import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { isRoot } from "./find-browser";
import { findPostgres, findRunner, type PostgresPrograms, type Runner } from "./find-postgres";
import { Stop } from "./say";

/** A PostgreSQL server of our own on this machine, gone without a trace when it is stopped. */
export type Postgres = {
  /** Which program it is. */
  version: string;
  port: number;
  /** Makes an empty database and returns its address. */
  createDatabase(): Promise<string>;
  /** Ends it as a crash would (`pg_ctl -m immediate`) and starts it again with what it had kept. */
  crash(): Promise<void>;
  stop(): Promise<void>;
};

const OPTIONS = {
  listen_addresses: "127.0.0.1",
  max_connections: "200",
  // A killed process loses nothing by this, only a machine without power does.
  fsync: "off",
  full_page_writes: "off",
  // Its folder may have a longer path than a socket's name can have.
  unix_socket_directories: "",
  timezone: "UTC",
};

/** Starts one with an empty folder on a free port. @throws Stop when no PostgreSQL can be had */
export async function startPostgres(): Promise<Postgres> {
  const runner = findRunner();
  // Below root's own folders another user could not read.
  const folder = mkdtempSync(join(isRoot() ? "/tmp" : tmpdir(), "aircheck-postgres-"));
  if (runner.uid !== undefined && runner.gid !== undefined) chownSync(folder, runner.uid, runner.gid);
  chmodSync(folder, 0o700);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    // The programs are copied by us and only run by the other user.
    if (isRoot()) chmodSync(folder, 0o755);
    const programs = findPostgres(runner, folder);
    const data = join(folder, "data");
    initialise(programs, runner, data);
    const port = await freePort();
    let server = await launch(programs, runner, data, port);
    return {
      version: programs.version,
      port,
      createDatabase: () => createDatabase(port),
      async crash() {
        await end(server, "SIGQUIT");
        server = await launch(programs, runner, data, port);
      },
      async stop() {
        await end(server, "SIGINT");
        remove();
      },
    };
  } catch (problem) {
    remove();
    throw problem;
  }
}

function initialise({ initdb }: PostgresPrograms, runner: Runner, data: string): void {
  const parameters = ["-D", data, "-U", "aircheck", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"];
  const made = spawnSync(initdb, parameters, { ...runner, cwd: "/", encoding: "utf8" });
  if (made.status !== 0) throw new Stop(`${made.stderr ?? ""}\nThe tests' PostgreSQL could not be set up.`);
}

type Server = { child: ChildProcess; ended: Promise<void>; output(): string };

async function launch(
  { postgres }: PostgresPrograms,
  runner: Runner,
  data: string,
  port: number,
): Promise<Server> {
  const options = Object.entries(OPTIONS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const parameters = ["-D", data, "-p", String(port), ...options];
  const child =
    process.platform === "win32"
      ? spawn(postgres, parameters, { stdio: ["ignore", "ignore", "pipe"] })
      : // The pipe to `read` closes when we are gone, however we went: nothing is left running.
        spawn("sh", ["-c", GUARD, "sh", postgres, ...parameters], {
          ...runner,
          cwd: "/",
          stdio: ["pipe", "ignore", "pipe"],
        });
  let text = "";
  child.stderr?.on("data", (part) => {
    text = (text + part).slice(-4_000);
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const server = { child, ended, output: () => text };
  await untilReady(server, port);
  return server;
}

// `exec` keeps the number of the process, so that a signal to it reaches the server.
const GUARD = 'exec 3<&0; ( read -r _ <&3; kill -QUIT $$ ) 2>/dev/null & exec "$@" </dev/null 3<&-';

async function untilReady(server: Server, port: number): Promise<void> {
  const until = Date.now() + 30_000;
  let isOver = false;
  void server.ended.then(() => {
    isOver = true;
  });
  while (Date.now() < until && !isOver) {
    if (
      await ask(port, "postgres", "select 1").then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  server.child.kill("SIGKILL");
  throw new Stop(`${server.output()}\nThe tests' PostgreSQL did not start.`);
}

async function end(server: Server, signal: NodeJS.Signals): Promise<void> {
  server.child.kill(signal);
  const force = setTimeout(() => server.child.kill("SIGKILL"), 10_000);
  await server.ended;
  clearTimeout(force);
  server.child.stdin?.destroy();
}

const addressOf = (port: number, database: string) => `postgres://aircheck@127.0.0.1:${port}/${database}`;

async function ask(port: number, database: string, text: string): Promise<void> {
  const client = new pg.Client({
    connectionString: addressOf(port, database),
    connectionTimeoutMillis: 5_000,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query(text);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(port: number): Promise<string> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await ask(port, "postgres", `create database ${name}`);
  return addressOf(port, name);
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
