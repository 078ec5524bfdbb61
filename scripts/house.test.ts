import { basename, extname } from "node:path";
import { describe, expect, it } from "vitest";
import {
  BANNED,
  BANNED_WORDS,
  DATA_TABLES,
  EMPTY_NAMES,
  HOUSE,
  importsOf,
  LONGEST_FILE,
  PACKAGES,
  resolveImport,
  roomOf,
  sourceFiles,
  withoutComments,
} from "./house";

const files = sourceFiles(process.cwd()).filter(({ path }) => path !== "next-env.d.ts");
const paths: ReadonlySet<string> = new Set(files.map(({ path }) => path));
const isTest = (path: string) => roomOf(path)?.name === "tests";

type Edge = { from: string; line: number; of: string; to: string | undefined; typeOnly: boolean };
// This file quotes imports that lead nowhere.
const edges: Edge[] = files
  .filter(({ path }) => path !== "scripts/house.test.ts")
  .flatMap(({ path, text }) =>
    importsOf(text).map((each) => ({ from: path, ...each, to: resolveImport(each.of, path, paths) })),
  );
const at = ({ from, line, of }: Edge) => `${from}:${line} imports ${of}`;

// ── Pure nouns: what reaches no database, no machine and no web, however far one follows its imports. ────────────────

// mediabunny reads bytes that it is given, in a browser as well as here.
const PURE_PACKAGES = new Set(["zod", "temporal-polyfill", "mediabunny"]);
const runtimeEdges = Map.groupBy(
  edges.filter(({ typeOnly }) => !typeOnly),
  ({ from }) => from,
);
const pure = new Map<string, boolean>();
function isPure(path: string): boolean {
  const known = pure.get(path);
  if (known !== undefined) return known;
  pure.set(path, true);
  // The shapes of what is stored are nouns too; they stand beside the tables.
  const isNoun =
    path === "lib/db/json.ts" ||
    (path.startsWith("lib/") && !/^lib\/(db|auth|log|env|vault|mail)\//.test(path));
  const steps = runtimeEdges.get(path) ?? [];
  const result = isNoun && steps.every(({ of, to }) => (to ? isPure(to) : PURE_PACKAGES.has(of)));
  pure.set(path, result);
  return result;
}

/** Everything that a file can be counted as when somebody imports it. */
function namesOf(path: string): string[] {
  const names = [roomOf(path)?.name ?? "nowhere"];
  if (isPure(path)) names.push("pure nouns");
  if (/^lib\/[\w-]+\/([\w-]+-)?queries\.ts$/.test(path)) names.push("queries");
  if (path === "lib/db/json.ts") names.push("lib/db/json");
  return names;
}

function isAllowed({ from, to, typeOnly }: Edge): boolean {
  const here = roomOf(from);
  if (!here || !to || here.mayImport.includes("anything")) return true;
  const names = namesOf(to);
  if (names.includes(here.name)) return true;
  // What is only a type on the ground or in a room below never reaches the one who runs.
  const allowed = typeOnly ? [...here.mayImport, ...(here.typesFrom ?? [])] : here.mayImport;
  return names.some((name) => allowed.includes(name));
}

describe("the walls", () => {
  it.each(HOUSE.map((each) => [each.name, each] as const))("stand around %s", (name, { instead }) => {
    const broken = edges.filter((edge) => roomOf(edge.from)?.name === name && !isAllowed(edge));
    expect(broken.map(at), instead).toEqual([]);
  });

  it.each([
    ["components/ui/button.tsx", "lib/posts/publish-now.ts", false],
    ["components/ui/button.tsx", "lib/posts/queries.ts", false],
    ["components/ui/button.tsx", "lib/db/json.ts", true],
    ["components/ui/button.tsx", "lib/posts/actions.ts", true],
    ["components/ui/button.tsx", "lib/posts/rules.ts", true],
    ["app/page.tsx", "lib/posts/publish-now.ts", false],
    ["app/page.tsx", "lib/posts/queries.ts", true],
    ["app/api/health/route.ts", "components/ui/button.tsx", false],
    ["lib/auth/action.ts", "components/ui/button.tsx", false],
    ["lib/publishing/publish.ts", "lib/posts/move.ts", true],
    ["lib/posts/move.ts", "lib/publishing/queue.ts", false],
    ["lib/creators/disconnect.ts", "lib/posts/move.ts", false],
    ["lib/workspaces/scope.ts", "lib/creators/disconnect.ts", false],
    ["lib/creators/disconnect.ts", "lib/auth/session.ts", false],
    ["lib/tiktok/tokens.ts", "lib/db/schema.ts", false],
    ["lib/tiktok/tokens.ts", "lib/workspaces/scope.ts", false],
    ["lib/errors/catalog.ts", "lib/tiktok/tokens.ts", false],
    ["simulator/world.ts", "lib/errors/catalog.ts", false],
    ["lib/tiktok/tokens.ts", "simulator/world.ts", false],
    ["lib/creators/disconnect.ts", "lib/creators/test-ground.ts", false],
    ["lib/creators/disconnect.db.test.ts", "simulator/world.ts", true],
  ])("hold: %s may import %s: %s", (from, to, allowed) => {
    expect([paths.has(from), paths.has(to)]).toEqual([true, true]);
    expect(isAllowed({ from, to, of: to, line: 1, typeOnly: false })).toBe(allowed);
  });

  it("leave no file outside", () => {
    expect(files.filter(({ path }) => !roomOf(path)).map(({ path }) => path)).toEqual([]);
  });

  it("name no room that is not there", () => {
    const known = new Set([
      ...HOUSE.map(({ name }) => name),
      "anything",
      "pure nouns",
      "queries",
      "lib/db/json",
    ]);
    for (const { mayImport, typesFrom = [] } of HOUSE)
      for (const name of [...mayImport, ...typesFrom]) expect(known, name).toContain(name);
  });

  it("let only those use a package who are named for it", () => {
    for (const { packages, rooms, instead } of PACKAGES) {
      const broken = edges.filter(
        ({ from, of, to }) =>
          !to && packages.test(of) && !isTest(from) && !rooms.includes(roomOf(from)?.name ?? ""),
      );
      expect(broken.map(at), instead).toEqual([]);
    }
  });

  it("keep the simulator out of what is shipped", () => {
    const broken = edges.filter(
      ({ from, of }) =>
        /^(app|components|lib|worker|instrumentation)/.test(from) && !isTest(from) && /simulator\//.test(of),
    );
    expect(broken.map(at)).toEqual([]);
  });

  it("lead to files that exist", () => {
    const broken = edges.filter(({ of, to }) => /^[#.]/.test(of) && !to && !/\.(css|json|svg)$/.test(of));
    expect(broken.map(at)).toEqual([]);
  });
});

describe("the files", () => {
  it("import one another without going in circles", () => {
    expect(circles()).toEqual([]);
  });

  it(`have at most ${LONGEST_FILE} lines, unless they are tables of data`, () => {
    const long = files
      .map(({ path, text }) => ({ path, lines: text.trimEnd().split("\n").length }))
      .filter(({ path, lines }) => lines > LONGEST_FILE && !DATA_TABLES.test(path));
    expect(long).toEqual([]);
  });

  it("have names that say what is inside", () => {
    const empty = files.filter(({ path }) =>
      EMPTY_NAMES.test(basename(path, extname(path)).split(".")[0] ?? ""),
    );
    expect(empty.map(({ path }) => path)).toEqual([]);
  });

  it.each(BANNED.map((rule) => [String(rule.text), rule] as const))("hold nothing like %s", (_, rule) => {
    const { text: banned, where, said, instead } = rule;
    const broken = files.flatMap(({ path, text }) => {
      const looked = said ? text : withoutComments(text);
      const found = where.test(path) && !path.startsWith("scripts/house") ? banned.exec(looked) : null;
      return found ? [`${path}:${text.slice(0, found.index).split("\n").length}`] : [];
    });
    expect(broken, instead).toEqual([]);
  });

  it("that are server actions export nothing but what action() has built", () => {
    const actions = files.filter(({ text }) => /^"use server";/.test(text));
    expect(actions.length).toBeGreaterThan(0);
    for (const { path, text } of actions) {
      expect(path, "a server action belongs into lib/*/actions.ts").toMatch(
        /^lib\/[\w-]+\/([\w-]+-)?actions\.ts$/,
      );
      const exported = text.split("\n").filter((line) => /^export\b/.test(line));
      expect(exported.length, path).toBeGreaterThan(0);
      for (const line of exported) expect(line, path).toMatch(/^export const \w+Action = action\(\{/);
    }
    const inline = files.filter(({ path, text }) => !isTest(path) && /^\s+"use server";/m.test(text));
    expect(
      inline.map(({ path }) => path),
      "an action inside of a function has no permission",
    ).toEqual([]);
  });
});

describe("what people read", () => {
  it("in components and pages has none of the words that help nobody", () => {
    const seen = files.filter(({ path }) => /^(components|app)\/.*\.tsx$/.test(path) && !isTest(path));
    const broken = seen.flatMap(({ path, text }) =>
      textsIn(text)
        .filter((words) => BANNED_WORDS.test(words))
        .map((words) => `${path}: ${words}`),
    );
    expect(broken).toEqual([]);
  });
});

/** Sentences of a file: texts between tags, and literals that begin like a sentence. */
function textsIn(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "");
  const between = [...code.matchAll(/>([^<>{}=;]*[a-z][^<>{}=;]*)</g)].map(([, words = ""]) => words.trim());
  const literals = [...code.matchAll(/["`]([A-Z“‘][^"`\n]* [^"`\n]*)["`]/g)].map(([, words = ""]) => words);
  return [...between, ...literals];
}

/** Circles of imports, types included: each told once, from the file that comes first in the alphabet. */
function circles(): string[] {
  const next = Map.groupBy(edges, ({ from }) => from);
  const done = new Set<string>();
  const found = new Set<string>();
  const walk = (path: string, trail: string[]) => {
    const begun = trail.indexOf(path);
    if (begun >= 0) {
      const circle = trail.slice(begun);
      const first = circle.indexOf(circle.toSorted()[0] ?? "");
      found.add([...circle.slice(first), ...circle.slice(0, first)].join(" → "));
      return;
    }
    if (done.has(path)) return;
    for (const { to } of next.get(path) ?? []) if (to && to !== path) walk(to, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) walk(path, []);
  return [...found];
}

describe("reading imports", () => {
  it("finds static and dynamic ones, tells types apart, and is not misled by comments", () => {
    const text = [
      'import a, { type B } from "#lib/a";',
      'import type { C } from "./c";',
      "import {\n  type D,\n  type E,\n} from '../d';",
      'import "server-only";',
      '// import x from "no";',
      '/* import("never") */',
      'const f = await import("#lib/f");',
      'export { g } from "./g";',
    ].join("\n");
    expect(importsOf(text).map(({ of, typeOnly }) => [of, typeOnly])).toEqual([
      ["#lib/a", false],
      ["./c", true],
      ["../d", true],
      ["./g", false],
      ["server-only", false],
      ["#lib/f", false],
    ]);
  });
});
