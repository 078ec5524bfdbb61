import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { markKeys } from "#lib/creators/check-keys";
import { createTestDatabase } from "#lib/db/test-database";
import { parseEnvironment } from "#lib/env/read";
import { markMediaFolder } from "#lib/media-library/same-folder";
import { createSimulator } from "#simulator/simulator";
import { secretsOf } from "./secrets";
import { seed } from "./seed";
import { SIMULATED_KEY, SIMULATED_SECRET, simulatedTikTok } from "./simulated-tiktok";

const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

/** `npm run worker` without its launcher, in an environment that says nothing of TikTok. */
function startWorker(settings: NodeJS.ProcessEnv): void {
  const {
    TIKTOK_CLIENT_KEY: _key,
    TIKTOK_CLIENT_SECRET: _secret,
    NODE_OPTIONS: _options,
    ...others
  } = process.env;
  const worker = spawn(process.execPath, ["--import", "tsx", "scripts/worker.ts"], {
    env: { ...others, ...settings },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise((resolve) => worker.once("exit", resolve));
  ending.push(() => worker.kill("SIGKILL") && ended);
}

it("a worker beside an npm start without keys publishes at the same simulated TikTok, with the same secrets", async () => {
  const folder = mkdtempSync(join(tmpdir(), "aircheck-worker-"));
  ending.push(() => rmSync(folder, { recursive: true, force: true }));
  const database = await createTestDatabase("PostgreSQL");
  ending.push(() => database.close());
  const address = "http://localhost:3999";
  const simulator = await createSimulator({
    ...{ clientKey: SIMULATED_KEY, clientSecret: SIMULATED_SECRET, audited: true },
    redirectUris: [`${address}/connect/callback`],
  });
  ending.push(() => simulator.close());
  const { port } = new URL(simulator.url);
  const told = {
    NODE_ENV: "production" as const,
    ...{ DATABASE_URL: database.url, DATA_DIR: folder, SIMULATOR_PORT: port },
  };

  // What `npm start` does before its own processes: secrets in the folder, creators who consent, a post that is to go out.
  const known = { ...told, ...secretsOf(folder), APP_URL: address, PORT: "3999" };
  const settings = parseEnvironment({ ...known, ...simulatedTikTok(known, Number(port), true) });
  await seed(settings);
  await markMediaFolder(database.db, join(folder, "media"));
  await markKeys(database.db, settings.TOKEN_KEY);

  startWorker(told);
  const titles = async () => {
    const { posts } = (await (await fetch(`${simulator.url}/_control/posts`)).json()) as {
      posts: { title: string }[];
    };
    return posts.map(({ title }) => title);
  };
  await vi.waitFor(async () => expect(await titles()).toEqual([expect.stringContaining("sunset set")]), {
    timeout: 25_000,
    interval: 200,
  });
});
