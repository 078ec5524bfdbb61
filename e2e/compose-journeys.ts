import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, type Page } from "@playwright/test";

const run = promisify(execFile);

export type VideoRecipe = {
  name?: string;
  size?: string;
  rate?: number;
  seconds?: number;
  /** ffmpeg's options for the picture; H.264 unless told. */
  codec?: readonly string[];
  silent?: boolean;
  /** Plays itself so often: length without the time to make it. */
  times?: number;
};

let folder: Promise<string> | undefined;

const made = new Map<string, Promise<string>>();

/**
 * Makes a real video with ffmpeg, two seconds of 720 by 1280 with sound unless told otherwise, and returns its path. The same
 * recipe is made once.
 */
export function makeVideo(recipe: VideoRecipe = {}): Promise<string> {
  const key = JSON.stringify(recipe);
  const making = made.get(key) ?? encode(recipe);
  made.set(key, making);
  return making;
}

async function encode(recipe: VideoRecipe): Promise<string> {
  const { name = "rooftop.mp4", size = "720x1280", rate = 30, seconds = 2, silent = false } = recipe;
  const codec = recipe.codec ?? ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"];
  folder ??= mkdtemp(join(tmpdir(), "aircheck-videos-"));
  // A folder for each: two recipes may ask for the same name.
  const own = await mkdtemp(join(await folder, "video-"));
  const path = join(own, name);
  const picture = ["-f", "lavfi", "-i", `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`];
  const sound = silent ? [] : ["-f", "lavfi", "-i", `sine=frequency=440:duration=${seconds}`];
  await run(process.env.FFMPEG ?? "ffmpeg", ["-v", "error", "-y", ...picture, ...sound, ...codec, path]);
  if (!recipe.times) return path;
  const longer = join(own, `longer-${name}`);
  const loop = ["-stream_loop", String(recipe.times - 1), "-i", path, "-c", "copy", longer];
  await run(process.env.FFMPEG ?? "ffmpeg", ["-v", "error", "-y", ...loop]);
  return longer;
}

/** Opens the compose screen for a new post and waits for TikTok's answer about the account. */
export async function openCompose(page: Page, workspace: string): Promise<void> {
  await page.goto(`${workspace}/compose`);
  await expect(page.getByText("Checked just now")).toBeVisible();
}

/** Adds a file to the post and waits until it has been checked. */
export async function addVideo(page: Page, path: string, patience = 15_000): Promise<void> {
  await page.getByTestId("compose-file").setInputFiles(path);
  await expect(page.getByText(/\d of 6 checks passed/)).toBeVisible({ timeout: patience });
}

/** Chooses who can watch by TikTok's word for it. */
export async function choosePrivacy(page: Page, label: string): Promise<void> {
  await page.getByRole("combobox", { name: "Who can watch" }).click();
  await page.getByRole("option", { name: label }).click();
}
