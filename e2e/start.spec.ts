import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { lockFolder } from "#lib/db/lock-folder";
import { freePort, isFree } from "#scripts/run-product";

// `npm start` as a person meets it: what it prints, what it says when something is in the way, and how it stops.

// Each start has a folder and ports of its own, and there is much waiting in it.
test.describe.configure({ mode: "parallel" });

let folder: string;
let started: Started | undefined;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "aircheck-start-"));
});
test.afterEach(async () => {
  await started?.stop();
  started = undefined;
  rmSync(folder, { recursive: true, force: true });
});

type Started = {
  child: ChildProcess;
  output(): string;
  ended: Promise<number | null>;
  stop(): Promise<number | null>;
};

function startWith(environment: Record<string, string>, command = "start"): Started {
  const child = spawn(process.execPath, ["scripts/launch.mjs", command], {
    env: {
      ...process.env,
      DATA_DIR: folder,
      TIKTOK_CLIENT_KEY: "",
      DATABASE_URL: "",
      APP_URL: "",
      ...environment,
    },
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (text += part));
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const stop = () => {
    child.kill("SIGTERM");
    return ended;
  };
  return { child, output: () => text, ended, stop };
}

const healthOf = async (port: number) =>
  fetch(`http://localhost:${port}/api/health`).then(
    async (answer) => (await answer.json()) as { status: string },
    () => undefined,
  );

/** The web process itself: it is the one that has claimed the data folder. */
const webProcess = () => (JSON.parse(readFileSync(join(folder, "lock"), "utf8")) as { pid: number }).pid;

test("it prints one screen, has something to look at, comes back when it dies, and stops cleanly", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const port = await freePort(5200 + 20 * test.info().parallelIndex);
  started = startWith({ PORT: String(port), SIMULATOR_PORT: String(port + 1) });
  await expect.poll(() => started?.output() ?? "", { timeout: 60_000 }).toContain("Aircheck is running");
  expect(started.output()).toContain(`http://localhost:${port}`);
  expect(started.output()).toContain("marta@northlight.example");
  expect(started.output()).toContain("Ctrl-C");
  expect(await healthOf(port)).toMatchObject({
    status: "ok",
    database: "up",
    worker: "up",
    tiktok: "reachable",
  });

  await page.goto(`http://localhost:${port}/sign-in`);
  await page.getByLabel("Work e-mail").fill("marta@northlight.example");
  await page.getByRole("button", { name: "Send me a sign-in link" }).click();
  await expect.poll(() => started?.output() ?? "").toContain("/api/auth/callback/email");
  const link = /http:\S+\/api\/auth\/callback\/email\S+/.exec(started.output())?.[0] ?? "";
  await page.goto(link);
  await expect(page.getByText("Northlight Studio").first()).toBeVisible();

  const before = webProcess();
  process.kill(before, "SIGKILL");
  await expect.poll(() => healthOf(port), { timeout: 20_000 }).toMatchObject({ status: "ok" });
  expect(webProcess()).not.toBe(before);
  await page.reload();
  await expect(page.getByText("Northlight Studio").first()).toBeVisible();

  expect(await started.stop()).toBe(0);
  expect(started.output()).toContain("Everything is saved");
  expect(await healthOf(port)).toBeUndefined();

  const again = startWith({ PORT: String(port), SIMULATOR_PORT: String(port + 1) });
  started = again;
  await expect.poll(() => again.output(), { timeout: 60_000 }).toContain("Aircheck is running");
  await page.reload();
  await expect(page.getByText("Northlight Studio").first()).toBeVisible();
});

test("a taken port, a used data folder and a setting that cannot be used are said in plain words", async () => {
  const port = await freePort(5300 + 20 * test.info().parallelIndex);
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, resolve));
  started = startWith({ PORT: String(port), SIMULATOR_PORT: String(port + 1) });
  expect(await started.ended).toBe(1);
  expect(started.output()).toContain(`Port ${port} is taken by another program`);

  // Whoever starts it twice is told of the first, which has the port as well.
  const giveBack = await lockFolder(folder);
  started = startWith({ PORT: String(port), SIMULATOR_PORT: String(port + 1) });
  expect(await started.ended).toBe(1);
  expect(started.output()).toContain(`The data folder ${folder} is in use by another Aircheck`);
  expect(started.output()).not.toContain("is taken by another program");
  giveBack();
  await new Promise((resolve) => other.close(resolve));

  started = startWith({ PORT: String(port), TIKTOK_PKCE: "rot13", SIMULATOR_PORT: String(port + 1) });
  expect(await started.ended).toBe(1);
  expect(started.output()).toContain("TIKTOK_PKCE cannot be used: expected hex, base64url or off");
  expect(started.output()).not.toContain("rot13");
});

test("when whoever started it is killed, nothing of it stays behind and the folder is free again", async () => {
  test.setTimeout(90_000);
  const port = await freePort(5400 + 20 * test.info().parallelIndex);
  const simulator = port + 1;
  started = startWith({ PORT: String(port), SIMULATOR_PORT: String(simulator) });
  await expect.poll(() => started?.output() ?? "", { timeout: 60_000 }).toContain("Aircheck is running");
  started.child.kill("SIGKILL");
  await expect.poll(() => isFree(port), { timeout: 20_000 }).toBe(true);
  await expect.poll(() => isFree(simulator), { timeout: 20_000 }).toBe(true);
  await expect.poll(() => existsSync(join(folder, "lock")), { timeout: 20_000 }).toBe(false);
});

test("npm run dev is the same with hot reload", async ({ page }) => {
  test.setTimeout(150_000);
  const port = await freePort(5500 + 20 * test.info().parallelIndex);
  started = startWith({ PORT: String(port), SIMULATOR_PORT: String(port + 1) }, "dev");
  await expect.poll(() => started?.output() ?? "", { timeout: 90_000 }).toContain("Aircheck is running");
  const reloads = page.waitForEvent("websocket", { predicate: (each) => each.url().includes("hmr") });
  await page.goto(`http://localhost:${port}/sign-in`, { timeout: 60_000 });
  await reloads;
  await expect(page.getByRole("button", { name: "Continue with TikTok" })).toBeVisible();
  expect(await started.stop()).toBe(0);
  expect(started.output()).toContain("Everything is saved");
});
