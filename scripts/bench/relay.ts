import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Stop } from "#scripts/say";
import { atLeast, atMost, type Figure, inTurn } from "./figures";

const run = promisify(execFile);
const GB = 1_000_000_000;
const ROUNDS = 5;

/** Sending a file from disk beside curl, and whether a longer file needs more memory. */
export async function relay(): Promise<Figure[]> {
  await run("curl", ["--version"]).catch(() => {
    throw new Stop("This benchmark compares with curl, which is not installed here.");
  });
  const folder = mkdtempSync(join(tmpdir(), "aircheck-relay-"));
  const sink = spawn(process.execPath, ["--import", "tsx", "scripts/bench/sink.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [address] = (await once(sink.stdout, "data")) as [Buffer];
    const url = String(address).trim();
    const file = join(folder, "one.mp4");
    await fill(file, GB);
    const speed = await inTurn(
      ROUNDS,
      async () => GB / 1_000 / (await relayed(url, file, GB)).ms,
      async () => GB / 1_000 / (await curled(url, file)),
    );
    const short = join(folder, "short.mp4");
    const long = join(folder, "long.mp4");
    for (const [path, bytes] of [
      [short, GB / 10],
      [long, 4 * GB],
    ] as const) {
      writeFileSync(path, "");
      // Holes read like bytes and take no room.
      truncateSync(path, bytes);
    }
    const small = (await relayed(url, short, GB / 10)).maxRssBytes;
    const large = (await relayed(url, long, 4 * GB)).maxRssBytes;
    return [
      {
        what: "relay of 1 GB from disk",
        ours: `${Math.round(speed.ours)} MB/s`,
        reference: `${Math.round(speed.reference)} MB/s curl`,
        ratio: speed.ratio,
        goal: "at least 0.7",
        met: atLeast(speed.ratio, 0.7),
      },
      {
        what: "memory of a relay, 4 GB beside 100 MB",
        ours: `${Math.round(large / 1e6)} MB`,
        reference: `${Math.round(small / 1e6)} MB`,
        ratio: large / small,
        goal: "at most 1.5 for 40 times the bytes",
        met: atMost(large / small, 1.5),
      },
    ];
  } finally {
    sink.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(path: string, bytes: number): Promise<void> {
  const out = createWriteStream(path);
  const part = Buffer.alloc(10_000_000, 7);
  for (let written = 0; written < bytes; written += part.length)
    if (!out.write(part)) await once(out, "drain");
  out.end();
  await once(out, "close");
}

async function relayed(
  url: string,
  path: string,
  bytes: number,
): Promise<{ ms: number; maxRssBytes: number }> {
  const parameters = ["--import", "tsx", "scripts/bench/relay-file.ts", url, path, String(bytes)];
  const { stdout } = await run(process.execPath, parameters);
  return JSON.parse(stdout) as { ms: number; maxRssBytes: number };
}

async function curled(url: string, path: string): Promise<number> {
  const parameters = ["-sS", "-o", "/dev/null", "-w", "%{time_total}", "-H", "Expect:", "-T", path, url];
  const { stdout } = await run("curl", parameters);
  return Number(stdout) * 1_000;
}
