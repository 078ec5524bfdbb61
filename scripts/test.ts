import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build";
import { findBrowser } from "./find-browser";
import { findFfmpeg } from "./find-ffmpeg";
import { giveUp } from "./say";

const root = process.cwd();
const results = join(root, ".cache", "results");
const counts = { passed: 0, failed: 0 };

function say(text: string): void {
  process.stdout.write(`\n── ${text}\n`);
}

/** Runs one program, shows what it prints, and answers whether it succeeded. */
function run(name: string, parameters: string[], environment: Record<string, string> = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(name, parameters, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: "inherit",
    });
    child.on("error", () => resolve(false));
    child.on("exit", (code) => resolve(code === 0));
  });
}

function count(passed: boolean): void {
  counts[passed ? "passed" : "failed"] += 1;
}

function countVitest(file: string, succeeded: boolean): void {
  try {
    const report = JSON.parse(readFileSync(file, "utf8"));
    counts.passed += report.numPassedTests;
    counts.failed += report.numFailedTests + report.numPendingTests + report.numTodoTests;
    if (!succeeded && report.numFailedTests === 0) counts.failed += 1;
  } catch {
    counts.failed += 1;
  }
}

function countPlaywright(file: string): void {
  try {
    const { stats } = JSON.parse(readFileSync(file, "utf8"));
    counts.passed += stats.expected + stats.flaky;
    counts.failed += stats.unexpected + stats.skipped;
    if (stats.flaky > 0) {
      process.stdout.write(`\nTo be mended: ${stats.flaky} of these passed only at the second try.\n`);
    }
  } catch {
    counts.failed += 1;
  }
}

async function checkAndBuild(): Promise<void> {
  say("Lint");
  count(await run("biome", ["check", "."]));
  say("Types");
  count((await run("next", ["typegen"])) && (await run("tsc", ["--noEmit"])));
  say("Building the product");
  await build(root);
}

async function main(): Promise<void> {
  const started = Date.now();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });

  say("What the tests need");
  const { ffmpeg, ffprobe } = findFfmpeg();
  const browser = await findBrowser(root);
  const version = spawnSync(ffmpeg, ["-version"], { encoding: "utf8" }).stdout.split("\n")[0];
  process.stdout.write(`browser: ${browser}\nffmpeg:  ${version}\n`);
  const tools = { FFMPEG: ffmpeg, FFPROBE: ffprobe, CHROMIUM: browser };

  say("Unit, database and contract tests");
  const vitestReport = join(results, "vitest.json");
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${vitestReport}`];
  // Those tests wait for leases and processes much of the time: meanwhile the rest is checked and the product is built.
  const [passed] = await Promise.all([run("vitest", ["run", ...reporters], tools), checkAndBuild()]);
  countVitest(vitestReport, passed);

  say("Journeys in a real browser");
  const playwrightReport = join(results, "playwright.json");
  await run("playwright", ["test", "--reporter=line,json"], {
    ...tools,
    PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport,
  });
  countPlaywright(playwrightReport);

  const seconds = Math.round((Date.now() - started) / 1000);
  process.stdout.write(`\nTook ${Math.floor(seconds / 60)} min ${seconds % 60} s.\n`);
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
  process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);
}

main().catch(giveUp);
