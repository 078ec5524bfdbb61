import { type ChildProcess, spawn } from "node:child_process";
import type { Fate } from "./fate";

/** One process, a worker or a server, from its start to its end. */
export type Life = {
  child: ChildProcess;
  fate: Fate | null;
  /** The id it says once it is ready; a worker claims posts with it. */
  id: string | undefined;
  startedAt: number;
  /** We have killed it; otherwise a death is its fate. */
  killed: boolean;
  ended: Promise<void>;
};

type Parts = {
  /** What to run: a file, and what Node needs before it. */
  program: readonly string[];
  environment: NodeJS.ProcessEnv;
  /** What becomes of the next life in this place; asked whenever one has ended. */
  nextFate(): Fate | null;
  /** Called when a life has ended; it was killed, by us or by its fate, or it gave up by itself. */
  onDeath(life: Life, wasKilled: boolean): void;
  /** What the process said on standard error. */
  onWords(text: string): void;
};

/** A place where a process runs; when one dies the next one is started at once. */
export type Place = {
  /** The one that runs now. */
  life(): Life;
  kill(): void;
  /** Stops it as a machine stops that was put to sleep, and lets it go on after so many ms. */
  freeze(ms: number): Promise<void>;
  pushClock(toMs: number): void;
  close(): Promise<void>;
};

export function openPlace(parts: Parts): Place {
  let closing = false;
  let pushedMs = 0;
  let life = begin();

  function begin(): Life {
    const fate = parts.nextFate();
    const child = spawn(process.execPath, [...parts.program, JSON.stringify(fate)], {
      env: parts.environment,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    const begun: Life = { child, fate, id: undefined, startedAt: Date.now(), killed: false, ended };
    child.stdout?.on("data", (part) => {
      begun.id ??= /(?:worker|server) ready (\S+)/.exec(String(part))?.[1];
    });
    child.stderr?.on("data", (part) => parts.onWords(String(part)));
    // It may die between our look and our word.
    child.on("error", () => {});
    child.once("exit", (_code, signal) => {
      if (closing) return;
      parts.onDeath(begun, signal === "SIGKILL");
      life = begin();
    });
    tell(child);
    return begun;
  }

  function tell(child: ChildProcess): void {
    if (child.connected && pushedMs > 0) child.send({ pushedMs }, () => {});
  }

  return {
    life: () => life,
    kill() {
      life.killed = true;
      life.child.kill("SIGKILL");
    },
    async freeze(ms) {
      const { child } = life;
      child.kill("SIGSTOP");
      await new Promise((resolve) => setTimeout(resolve, ms));
      child.kill("SIGCONT");
    },
    pushClock(toMs) {
      pushedMs = toMs;
      tell(life.child);
    },
    async close() {
      closing = true;
      life.child.kill("SIGCONT");
      life.child.kill("SIGTERM");
      const force = setTimeout(() => life.child.kill("SIGKILL"), 5_000);
      await life.ended;
      clearTimeout(force);
    },
  };
}
