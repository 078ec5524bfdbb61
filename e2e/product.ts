import { spawn } from "node:child_process";
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
  stop(): Promise<void>;
};

/** Starts the built product beside a simulator of its own, on free ports and an empty data folder. */
export async function startProduct(index: number): Promise<Product> {
  const port = await freePort(3400 + index * 100);
  const url = `http://localhost:${port}`;
  const dataFolder = mkdtempSync(join(tmpdir(), "aircheck-e2e-"));
  const simulator = await createSimulator({
    port: 0,
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
    DATA_DIR: dataFolder,
    DATABASE_URL: "",
    AUTH_SECRET: randomBytes(48).toString("base64url"),
    TOKEN_KEY: `k1:${randomBytes(32).toString("base64")}`,
    TIKTOK_CLIENT_KEY: "awsimulatorkey",
    TIKTOK_CLIENT_SECRET: "simulator-secret-not-for-production",
    TIKTOK_AUTH_BASE_URL: simulator.url,
    TIKTOK_API_BASE_URL: simulator.url,
    TIKTOK_AUDITED: "true",
    AIRCHECK_TEST_CLOCK: "true",
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
  await untilAnswers(`${url}/api/health`, 60_000);
  return {
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
      running.child.kill("SIGTERM");
      await running.ended;
      await simulator.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
