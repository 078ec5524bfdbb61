import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { Stop } from "./say";

/** A process of the product: started again when it dies, ended when we are. */
export type Running = { name: string; stop(): Promise<void> };

const END_WITH_PARENT = new URL("end-with-parent.mjs", import.meta.url).href;

/** True when nothing listens on `port` of this machine. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

/** The first free port from `port` on. */
export async function freePort(port: number): Promise<number> {
  for (let candidate = port; candidate < port + 50; candidate++)
    if (await isFree(candidate)) return candidate;
  throw new Stop(`No free port between ${port} and ${port + 50}.`);
}

/** Whoever lived so long, ms, had come up: its death says nothing about the next life. */
const LIVED_MS = 10_000;

/**
 * What to do about a death, however many there were before. Who had lived is started again at once; only lives that end as
 * soon as they begin, one after the other, are started less and less often, lest they take the machine with them.
 * @param quick how many lives before this one, one after the other, ended as soon as they had begun
 */
export function afterDeath(quick: number, livedMs: number): { quick: number; waitMs: number } {
  if (livedMs >= LIVED_MS) return { quick: 0, waitMs: 500 };
  return { quick: quick + 1, waitMs: Math.min(10_000, 500 * 2 ** quick) };
}

/** Starts a process and keeps it running: when it ends by itself it is started again after a moment. */
export function keepRunning(
  name: string,
  parameters: string[],
  options: { env: NodeJS.ProcessEnv; cwd: string; onLine?: (line: string) => void },
): Running {
  let stopping = false;
  let child: ChildProcess;
  let again: NodeJS.Timeout | undefined;
  let quick = 0;
  const start = () => {
    const startedAt = performance.now();
    child = spawn(process.execPath, ["--import", END_WITH_PARENT, ...parameters], {
      cwd: options.cwd,
      env: { ...options.env, AIRCHECK_ENDS_WITH_PARENT: "1" },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // Ctrl-C goes to the whole group: in a group of its own, it is we who stop it, in order.
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (part) => {
        for (const line of String(part).split("\n")) if (line.trim()) options.onLine?.(line);
      });
    }
    child.on("exit", () => {
      if (stopping) return;
      const next = afterDeath(quick, performance.now() - startedAt);
      quick = next.quick;
      again = setTimeout(start, next.waitMs);
    });
  };
  async function stop() {
    stopping = true;
    clearTimeout(again);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    const force = setTimeout(() => child.kill("SIGKILL"), 20_000);
    await ended;
    clearTimeout(force);
  }
  start();
  return { name, stop };
}

/** Waits until `url` answers with success. @throws Stop when it does not within `patience` ms. */
export async function untilAnswers(url: string, patience: number): Promise<void> {
  const until = Date.now() + patience;
  while (Date.now() < until) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
      await answer.arrayBuffer();
      if (answer.ok) return;
    } catch {
      // Not up yet: that is what we wait for.
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Stop(`The product did not answer at ${url} within ${patience / 1000} s.`);
}
