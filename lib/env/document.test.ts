import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { secretsOf } from "#scripts/secrets";
import { envExample, settingsTable } from "./document";
import { parseEnvironment } from "./read";
import { VARIABLES } from "./variables";

const read = (name: string) => readFileSync(join(process.cwd(), name), "utf8");

describe(".env.example", () => {
  it("is what the table of settings says now", () => {
    expect(read(".env.example")).toBe(envExample());
  });

  it("as it is sets nothing, and with what npm start makes by itself everything is there", () => {
    const values = parseEnv(read(".env.example"));
    expect(values).toEqual({});
    const folder = mkdtempSync(join(tmpdir(), "settings-"));
    const simulated = { TIKTOK_CLIENT_KEY: "awsimulatorkey", TIKTOK_CLIENT_SECRET: "secret" };
    const environment = parseEnvironment({ ...secretsOf(folder), ...simulated, ...values });
    rmSync(folder, { recursive: true });
    expect(environment).toMatchObject({ PORT: 3000, APP_URL: "http://localhost:3000", embedded: true });
  });

  it("with every line switched on means the same", () => {
    const switchedOn = parseEnv(read(".env.example").replaceAll(/^# (?=[A-Z_][A-Z_0-9]*=)/gm, ""));
    expect(Object.keys(switchedOn).toSorted()).toEqual(VARIABLES.map(({ name }) => name).toSorted());
    for (const { name, fallback } of VARIABLES) expect(switchedOn[name], name).toBe(fallback);
  });
});

describe("the README", () => {
  it("has the table of settings between its two marks", () => {
    const table = /<!-- settings -->\n+([\s\S]*?)\n+<!-- \/settings -->/.exec(read("README.md"))?.[1];
    expect(table).toBe(settingsTable());
  });
});

describe("the table of settings", () => {
  it("names every setting that the code reads from the environment", () => {
    // Set by our own start scripts, by Next or by tests; nobody sets them by hand.
    const ours = ["AIRCHECK_PROCESS", "AIRCHECK_TEST_CLOCK", "NEXTAUTH_URL", "NEXT_RUNTIME", "NODE_ENV"];
    const known = new Set<string>([...VARIABLES.map(({ name }) => name), ...ours]);
    for (const { path, text } of productFiles())
      for (const [, name = ""] of text.matchAll(/process\.env\.([A-Z_0-9]+)/g))
        expect(known, path).toContain(name);
  });

  it("explains each in a sentence", () => {
    for (const { name, meaning } of VARIABLES) expect(meaning, name).toMatch(/^\S.{10,}\.$/);
  });
});

function productFiles() {
  return ["lib", "app", "worker", "components"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /(?<!\.test)\.tsx?$/.test(name) && !/(^|\/)test-/.test(name))
      .map((name) => ({ path: join(folder, name), text: read(join(folder, name)) })),
  );
}
