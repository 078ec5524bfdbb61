import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Stop } from "./say";

const SYSTEM = [
  // Chromium without a window draws a page at a fraction of the work.
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

export const isRoot = () => process.getuid?.() === 0;

/** Installs a Debian package. False where that is not possible: not root, not Debian, or the package is not had. */
export function installPackage(name: string): boolean {
  if (!isRoot() || !existsSync("/usr/bin/apt-get")) return false;
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { env: environment, stdio: "ignore" as const };
  const install = () =>
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], options).status === 0;
  return install() || (spawnSync("apt-get", ["update", "-qq"], options).status === 0 && install());
}

/**
 * A Chromium for the tests: CHROMIUM_PATH, Playwright's own, the system's, Debian's package, else the one that comes
 * as an npm package.
 * @throws Stop when none can be had
 */
export async function findBrowser(root: string): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Stop(`CHROMIUM_PATH points to ${named}, and there is no such file.`);
  }
  const { chromium } = await import("@playwright/test");
  const own = chromium.executablePath();
  if (own && existsSync(own)) return own;
  const found = SYSTEM.find((path) => existsSync(path));
  if (found) return found;
  for (const name of ["chromium-headless-shell", "chromium"]) {
    if (installPackage(name) && existsSync(`/usr/bin/${name}`)) return `/usr/bin/${name}`;
  }
  return unpackBrowser(root);
}

async function unpackBrowser(root: string): Promise<string> {
  const folder = join(root, ".cache", "chromium");
  mkdirSync(folder, { recursive: true });
  process.env.TMPDIR = folder;
  const { default: packed } = await import("@sparticuz/chromium");
  const path = await packed.executablePath();
  if (!existsSync(path)) throw new Stop("No browser could be found. Install Chromium or set CHROMIUM_PATH.");
  return path;
}
