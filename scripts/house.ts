import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/**
 * The walls of the house. A file belongs to the first room whose `files` it fits, and imports only from its own room and
 * from those named in `mayImport`. `typesFrom` may be imported as types alone, which leave nothing behind at run time.
 */
export type Room = {
  name: string;
  files: RegExp;
  mayImport: readonly string[];
  typesFrom?: readonly string[];
  /** Where to go instead, for whoever ran into the wall. */
  instead: string;
};

const GROUND = ["lib/errors", "lib/env", "lib/clock", "lib/log", "lib/db", "lib/vault"];
const WINDOWS = ["lib/tiktok", "lib/media", "lib/storage", "lib/mail"];
const VERBS = [
  "lib/workspaces",
  "lib/media-library",
  "lib/repair",
  "lib/creators",
  "lib/posts",
  "lib/publishing",
];
const SEEN_FROM_THE_ROOF = ["actions", "pure nouns", "lib/errors"];

const stone = "The ground knows nothing above it: pass what you need as a parameter.";
const glass =
  "A window has no tables and no tenants: do it in a verb on the second floor, which uses the window.";
const stairs =
  "The second floor opens one way, publishing → posts → creators and repair → media-library → workspaces: pass a function in, or move the verb up.";

const room = (name: string, mayImport: readonly string[], instead: string): Room => ({
  name,
  files: new RegExp(`^${name}/`),
  mayImport,
  instead,
});

export const HOUSE: readonly Room[] = [
  {
    name: "tests",
    // Benchmarks and the soak are tests that take longer.
    files:
      /\.test\.tsx?$|(^|\/)test-[\w-]+\.tsx?$|^scripts\/((bench|real-processes)\/|(bench|soak[\w-]*|run-postgres)\.ts$)/,
    mayImport: ["anything"],
    instead: "Tests and what supports them are free; nothing else imports them.",
  },
  {
    name: "simulator",
    files: /^simulator\//,
    mayImport: [],
    instead:
      "The simulator is another house: it imports nothing of ours, so that no mistake can agree with itself.",
  },
  {
    name: "entry points",
    files: /^(scripts|e2e)\/|^[\w.-]+\.config\.(ts|mjs)$/,
    // Journeys are tests too.
    mayImport: ["tests", "simulator", "actions", "doors", "pure nouns", ...VERBS, ...WINDOWS, ...GROUND],
    instead: "Start scripts and journeys go through addresses, doors and the base URL.",
  },
  {
    name: "components",
    files: /^components\//,
    mayImport: SEEN_FROM_THE_ROOF,
    typesFrom: ["doors", "lib/db/json", ...VERBS, ...WINDOWS],
    instead: "Call an action, get the data as a prop or from app/api, or import a pure noun.",
  },
  {
    name: "actions",
    files: /^lib\/[\w-]+\/([\w-]+-)?actions\.ts$/,
    mayImport: ["doors", ...VERBS, ...WINDOWS, ...GROUND],
    instead: "A server action wires a schema, a permission and a verb.",
  },
  {
    name: "doors",
    files:
      /^lib\/auth\/|^lib\/[\w-]+\/loaders\.ts$|^app\/.*route\.tsx?$|^app\/api\/|^worker\/|^instrumentation[\w-]*\.ts$/,
    mayImport: ["actions", ...VERBS, ...WINDOWS, ...GROUND],
    instead: "A door turns a request into an actor and calls a verb; it knows nothing that is seen.",
  },
  {
    name: "pages",
    files: /^app\//,
    // A query wants a Scope, which only a door can give.
    mayImport: ["components", "doors", "queries", ...SEEN_FROM_THE_ROOF],
    typesFrom: ["lib/db/json", ...VERBS, ...WINDOWS],
    instead: "Ask a loader or a query with the scope of enterPage, or call an action.",
  },
  room("lib/publishing", VERBS.concat(WINDOWS, GROUND), stairs),
  room("lib/posts", ["lib/creators", "lib/media-library", "lib/workspaces", ...WINDOWS, ...GROUND], stairs),
  room("lib/repair", ["lib/media-library", "lib/workspaces", ...WINDOWS, ...GROUND], stairs),
  room("lib/media-library", ["lib/workspaces", ...WINDOWS, ...GROUND], stairs),
  room("lib/creators", ["lib/workspaces", ...WINDOWS, ...GROUND], stairs),
  room("lib/workspaces", [...WINDOWS, ...GROUND], stairs),
  ...WINDOWS.map((name) => room(name, ["lib/db/json", ...GROUND.filter((each) => each !== "lib/db")], glass)),
  ...GROUND.map((name) => room(name, GROUND, stone)),
];

/** Who may use a package at all. */
export const PACKAGES: readonly { packages: RegExp; rooms: readonly string[]; instead: string }[] = [
  {
    packages: /^next(-auth)?(\/|$)|^next-/,
    rooms: ["doors", "actions", "pages", "components", "entry points"],
    instead: "Only doors and roof know the web: a verb takes an actor and input.",
  },
  {
    packages: /^(react-dom|lucide-react|@base-ui\/.*|@tanstack\/react-query)(\/|$)/,
    rooms: ["pages", "components"],
    instead: "What is seen stands in components.",
  },
  {
    // Doors remember the answer to one request with React's cache.
    packages: /^react(\/|$)/,
    rooms: ["doors", "pages", "components"],
    instead: "What is seen stands in components.",
  },
  {
    packages: /^(drizzle-orm|pg|pg-boss|@electric-sql\/pglite|@neondatabase\/serverless)(\/|$)/,
    rooms: ["doors", "actions", "lib/db", ...VERBS],
    instead: "The database is spoken to by verbs and queries.",
  },
];

/** Names that say nothing of what is inside. */
export const EMPTY_NAMES = /(^|-)(utils?|helpers?|misc|common|shared|services?|managers?|types|index)(-|$)/;

export const LONGEST_FILE = 300;
/** Tables of data, which may be as long as they have rows. */
export const DATA_TABLES =
  /^lib\/errors\/rows\/|^simulator\/faults\.ts$|^lib\/db\/schema\.ts$|^lib\/media\/test-recipes\.ts$/;

/** What must not stand in code, and where; `said`: not in a comment either. */
export const BANNED: readonly { text: RegExp; where: RegExp; said?: true; instead: string }[] = [
  { text: /\bconsole\.log\b/, where: /^(app|components|lib|worker)\//, instead: "Use lib/log." },
  {
    text: /\bMath\.random\b/,
    where: /^(app|components|lib|worker)\//,
    instead: "Use node:crypto, or take chance as a parameter.",
  },
  { text: /\b(TODO|FIXME|XXX)\b/, where: /^/, said: true, instead: "Do it now, or write an issue." },
  {
    text: /@ts-(ignore|expect-error|nocheck)|biome-ignore-all/,
    where: /^/,
    said: true,
    instead: "Give it its type.",
  },
  { text: /\bas any\b|: any[;,)\]]|<any>/, where: /^/, instead: "Use unknown and look at it." },
  {
    text: /\b(describe|it|test)\.(skip|only|todo|fixme)\b/,
    where: /^/,
    instead: "A test runs, or it is deleted.",
  },
  {
    text: /^export (\*|(type )?\{[^}]*\}) from ["'][.#]/m,
    where: /^/,
    instead: "Import from where it is made.",
  },
];

/** Words that people are never shown (lib/errors/README.md), and shouting. */
export const BANNED_WORDS =
  /\b(oops|please|sorry|invalid|illegal|forbidden|failed to|something went wrong|unknown error)\b|[a-z]!(\s|$)/i;

/** A TypeScript file of the project; paths are relative to the root, with slashes. */
export type SourceFile = { path: string; text: string };

const FOLDERS = ["app", "components", "lib", "worker", "simulator", "scripts", "e2e"];

/** Every TypeScript file that people write. */
export function sourceFiles(root: string): SourceFile[] {
  const inFolders = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  );
  const names = [...inFolders, ...readdirSync(root)].filter(
    (name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"),
  );
  return names.map((name) => ({
    path: name.replaceAll("\\", "/"),
    text: readFileSync(join(root, name), "utf8"),
  }));
}

export type Import = { of: string; line: number; typeOnly: boolean };

/** What a file imports, statically or not. An import of types alone, as a whole or name by name, is told as such. */
export function importsOf(text: string): Import[] {
  const code = withoutComments(text);
  const found: Import[] = [];
  const add = (of: string | undefined, at: number, typeOnly: boolean) => {
    if (of) found.push({ of, line: code.slice(0, at).split("\n").length, typeOnly });
  };
  for (const match of code.matchAll(
    /^(?:import|export)\s+(type\s)?([^;"'`]*?)\s*from\s*["']([^"']+)["']/gm,
  )) {
    add(match[3], match.index, match[1] !== undefined || areTypes(match[2] ?? ""));
  }
  for (const match of code.matchAll(/^import\s*["']([^"']+)["']/gm)) add(match[1], match.index, false);
  for (const match of code.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g)) add(match[1], match.index, false);
  return found;
}

/** The same lines with nothing where comments stood. */
export const withoutComments = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/(^|[^:"'`])\/\/.*$/gm, blank);

const blank = (text: string) => text.replace(/[^\n]/g, " ");

function areTypes(clause: string): boolean {
  const names = /^\{([\s\S]*)\}$/.exec(clause.trim())?.[1];
  const parts =
    names
      ?.split(",")
      .map((name) => name.trim())
      .filter(Boolean) ?? [];
  return parts.length > 0 && parts.every((name) => name.startsWith("type "));
}

/** The project's own file that an import names, or undefined for a package. `from` is the file that imports. */
export function resolveImport(of: string, from: string, paths: ReadonlySet<string>): string | undefined {
  const base = of.startsWith("#")
    ? of.slice(1)
    : of.startsWith(".")
      ? relative("/", join("/", dirname(from), of)).replaceAll("\\", "/")
      : undefined;
  if (base === undefined) return undefined;
  return ["", ".ts", ".tsx", "/route.ts"].map((end) => base + end).find((path) => paths.has(path));
}

export const roomOf = (path: string): Room | undefined => HOUSE.find(({ files }) => files.test(path));
