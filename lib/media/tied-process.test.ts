import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { isAlive } from "./test-alive";
import { startTied } from "./tied-process";

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries++) await new Promise((go) => setTimeout(go, 25));
  expect(holds()).toBe(true);
}

const SAY_PID = ["-c", "echo $$; exec sleep 60"];

it("says how a program ended, and what it printed", async () => {
  const program = startTied("sh", ["-c", "echo here; echo there >&2; exit 7"]);
  let text = "";
  for (const stream of [program.stdout, program.stderr]) stream.on("data", (piece) => (text += piece));
  expect(await program.ended).toBe(7);
  expect(text.split("\n").sort().join(" ").trim()).toBe("here there");
  expect(await startTied("no-such-program-anywhere", []).ended).toBe(127);
});

it("ends a program at once when it is told to", async () => {
  const program = startTied("sh", SAY_PID);
  const [pid] = await once(program.stdout, "data");
  program.end();
  expect(await program.ended).not.toBe(0);
  await until(() => !isAlive(Number(pid)));
});

it("lets no program outlive the process that started it, not even one that is killed", async () => {
  const code = `import("#lib/media/tied-process").then(({ startTied }) => {
    startTied("sh", ${JSON.stringify(SAY_PID)}).stdout.on("data", (pid) => process.stdout.write(pid));
  });`;
  const parent = spawn(process.execPath, ["--import", "tsx", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [told] = await once(parent.stdout, "data");
  const pid = Number(told);
  expect(isAlive(pid)).toBe(true);
  parent.kill("SIGKILL");
  await until(() => !isAlive(pid));
});
