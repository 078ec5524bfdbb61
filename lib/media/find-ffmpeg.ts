import { spawn } from "node:child_process";

/** The program that converts videos, and what it can do. */
export type Ffmpeg = {
  path: string;
  /** Whether it can show pictures of high dynamic range as they were meant. */
  mapsTones: boolean;
};

const known = new Map<string, Promise<Ffmpeg | null>>();
const PATIENCE_MS = 10_000;

/**
 * Looks for ffmpeg once in a process: `named`, or the one on the path. `null` when there is none that can make what TikTok
 * takes; then browsers convert.
 */
export function findFfmpeg(named: string | undefined): Promise<Ffmpeg | null> {
  const path = named || "ffmpeg";
  const found = known.get(path) ?? look(path);
  known.set(path, found);
  return found;
}

async function look(path: string): Promise<Ffmpeg | null> {
  const encoders = await said(path, ["-hide_banner", "-encoders"]);
  if (!encoders || !/\blibx264\b/.test(encoders) || !/ aac /.test(encoders)) return null;
  const filters = (await said(path, ["-hide_banner", "-filters"])) ?? "";
  return { path, mapsTones: /\bzscale\b/.test(filters) && /\btonemap\b/.test(filters) };
}

/** What a program prints; `undefined` when it is not there or does not end well. */
function said(path: string, parameters: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(path, parameters, { stdio: ["ignore", "pipe", "ignore"], timeout: PATIENCE_MS });
    let text = "";
    child.stdout.on("data", (piece: Buffer) => {
      text += piece.toString();
    });
    child.on("error", () => resolve(undefined));
    child.on("close", (code) => resolve(code === 0 ? text : undefined));
  });
}
