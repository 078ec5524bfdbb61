import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, untilAnswers } from "#scripts/run-product";
import { createSimulator } from "#simulator/simulator";

export type Product = {
  url: string;
  simulatorUrl: string;
  dataFolder: string;
  /** Pushes the clocks of the product and of the simulator by so many ms. */
  pushClock(ms: number): Promise<void>;
  /** Ends the product's process at once, as a power cut would, and starts it again. */
  killAndRestart(): Promise<void>;
  /** The workers beside it, by the id with which each claims posts. */
  workers: ReadonlyMap<string, ChildProcess>;
  /** What its processes are started with. */
  environment: NodeJS.ProcessEnv;
  stop(): Promise<void>;
};

/**
 * Starts the built product beside a simulator of its own, on free ports and an empty data folder: with the embedded
 * database, or on a server with so many workers in processes of their own. `more`: further settings.
 */
export async function startProduct(
  index: number,
  server?: { databaseUrl: string; workers: number; tickSecret: string },
  more: Record<string, string> = {},
): Promise<Product> {
  const port = await freePort(3400 + index * 100);
  const url = `http://localhost:${port}`;
  const dataFolder = mkdtempSync(join(tmpdir(), "aircheck-e2e-"));
  const simulator = await createSimulator({
    port: 0,
    urlProperties: [`${url}/media/`],
    redirectUris: [`${url}/api/auth/callback/tiktok`, `${url}/connect/callback`],
    audited: true,
  });
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    NEXT_MANUAL_SIG_HANDLE: "true",
    PORT: String(port),
    APP_URL: url,
    NEXTAUTH_URL: url,
    MEDIA_URL: url,
    MEDIA_URL_SIGNATURE: "SignatureOfTheTests1",
    // As most installations begin.
    VIDEO_TRANSFER: "upload",
    DATA_DIR: dataFolder,
    DATABASE_URL: server?.databaseUrl ?? "",
    TICK_SECRET: server?.tickSecret ?? "",
    AUTH_SECRET: randomBytes(48).toString("base64url"),
    TOKEN_KEY: `k1:${randomBytes(32).toString("base64")}`,
    TIKTOK_CLIENT_KEY: "awsimulatorkey",
    TIKTOK_CLIENT_SECRET: "simulator-secret-not-for-production",
    TIKTOK_AUTH_BASE_URL: simulator.url,
    TIKTOK_API_BASE_URL: simulator.url,
    TIKTOK_AUDITED: "true",
    AIRCHECK_TEST_CLOCK: "true",
    ...more,
  };
  const launch = () => {
    const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "start", "-p", String(port)], {
      env: environment,
      stdio: ["ignore", "ignore", process.env.SHOW_LOG ? "inherit" : "ignore"],
    });
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    return { child, ended };
  };
  let running = launch();
  const workers = new Map<string, ChildProcess>();
  for (let started = 0; started < (server?.workers ?? 0); started++) {
    const worker = await startWorker(environment);
    workers.set(worker.id, worker.child);
  }
  await untilAnswers(`${url}/api/health`, 60_000);
  return {
    workers,
    environment,
    url,
    simulatorUrl: simulator.url,
    dataFolder,
    async pushClock(ms) {
      simulator.clock.advance(ms);
      const body = JSON.stringify({ advanceMs: ms });
      const answer = await fetch(`${url}/api/test-clock`, { method: "POST", body });
      if (!answer.ok) throw new Error(`The clock was not pushed: ${answer.status}`);
    },
    async killAndRestart() {
      running.child.kill("SIGKILL");
      await running.ended;
      running = launch();
      await untilAnswers(`${url}/api/health`, 60_000);
    },
    async stop() {
      for (const worker of workers.values()) await endOf(worker);
      running.child.kill("SIGTERM");
      await running.ended;
      await simulator.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** `npm run worker` without its launcher. Ready once it has said its id. */
async function startWorker(environment: NodeJS.ProcessEnv): Promise<{ id: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ["--import", "tsx", "worker/main.ts"], {
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const id = await new Promise<string>((resolve, reject) => {
    child.once("exit", () => reject(new Error("The worker ended before it was ready.")));
    child.stdout.on("data", (part) => {
      const told = /worker ready (\S+)/.exec(String(part))?.[1];
      if (told) resolve(told);
    });
  });
  return { id, child };
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}
