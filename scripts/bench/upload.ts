import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { makeVideo, openCompose } from "#e2e/compose-journeys";
import { signInAs } from "#e2e/journeys";
import { type Product, startProduct } from "#e2e/product";
import { openUpload } from "#e2e/send-file";
import { REQUEST_BYTES } from "#lib/media/upload-view";
import { build } from "#scripts/build";
import { findBrowser } from "#scripts/find-browser";
import { findFfmpeg } from "#scripts/find-ffmpeg";
import { atLeast, atMost, type Figure } from "./figures";

const run = promisify(execFile);
const GB = 1_000_000_000;
/** How long the network is away. */
const AWAY_MS = 300;
const MEMORY_LIMIT = 200_000_000;

/** A file of 1 GB from the browser, its network cut in the middle, beside curl; and the server's memory during 4 GB. */
export async function upload(): Promise<Figure[]> {
  process.env.FFMPEG ??= findFfmpeg().ffmpeg;
  await build(process.cwd());
  const folder = mkdtempSync(join(tmpdir(), "aircheck-upload-"));
  const product = await startProduct(7);
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({
      executablePath: await findBrowser(process.cwd()),
      args: ["--no-sandbox"],
    });
    const context = await browser.newContext({ baseURL: product.url });
    const page = await context.newPage();
    const workspace = await signInAs(page, product, "lena.rooftop");
    const sender = { page, context, product, workspaceId: workspace.split("/").at(-1) ?? "" };
    const [one, two] = [await longVideo(folder, "one.mp4", GB), await longVideo(folder, "two.mp4", GB - 1)];
    const curled = await sendByCurl(sender, two);
    await openCompose(page, workspace);
    const sent = await sendWithACut(sender, one);
    const ratio = curled.ms / (sent.ms - AWAY_MS);
    const four = join(folder, "four.mp4");
    writeFileSync(four, "");
    truncateSync(four, 3.99 * GB);
    const memory = await sendByCurl(sender, four);
    return [
      {
        what: "1 GB from the browser, cut in the middle, until stored",
        ours: `${Math.round(GB / 1_000 / (sent.ms - AWAY_MS))} MB/s`,
        reference: `${Math.round(GB / 1_000 / curled.ms)} MB/s curl, uncut`,
        ratio,
        goal: "at least 0.5",
        met: atLeast(ratio, 0.5),
      },
      {
        what: "bytes sent twice after the cut",
        ours: `${(sent.twice / 1e6).toFixed(1)} MB`,
        reference: `${(REQUEST_BYTES / 1e6).toFixed(0)} MB a part`,
        ratio: null,
        goal: "at most one part",
        met: atMost(sent.twice, REQUEST_BYTES),
      },
      {
        what: "the server's memory during 4 GB, over what it was",
        ours: `${Math.round(memory.grown / 1e6)} MB`,
        reference: "",
        ratio: null,
        goal: `at most ${MEMORY_LIMIT / 1e6} MB`,
        met: atMost(memory.grown, MEMORY_LIMIT),
      },
    ];
  } finally {
    await browser?.close();
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Sender = { page: Page; context: BrowserContext; product: Product; workspaceId: string };

/** A real video of any length: behind its own bytes there is a box of holes, which players pass over. */
async function longVideo(folder: string, name: string, bytes: number): Promise<string> {
  const real = readFileSync(await makeVideo({ name: `short-${name}` }));
  const box = Buffer.alloc(8);
  box.writeUInt32BE(bytes - real.length);
  box.write("free", 4);
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat([real, box]));
  truncateSync(path, bytes);
  return path;
}

/** Sends a file as the browser does, with one break, from the choice to the stored file. */
async function sendWithACut({ page, context }: Sender, path: string): Promise<{ ms: number; twice: number }> {
  // What each request has handed to the network, told by the browser itself.
  await page.evaluate(() => {
    const sent: { from: number; bytes: number }[] = [];
    Object.assign(window, { sent });
    const { setRequestHeader } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.setRequestHeader = function (name, value) {
      if (name.toLowerCase() === "upload-offset") {
        const one = { from: Number(value), bytes: 0 };
        sent.push(one);
        this.upload.addEventListener("progress", ({ loaded }) => {
          one.bytes = loaded;
        });
      }
      setRequestHeader.call(this, name, value);
    };
  });
  const wire = await context.newCDPSession(page);
  const network = (offline: boolean) =>
    wire.send("Network.emulateNetworkConditions", {
      ...{ offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 },
    });
  const began = performance.now();
  await page.getByTestId("compose-file").setInputFiles(path);
  // Looked at now and then: looking at every frame takes from what sends.
  const untilSaid = (text: string) =>
    page.waitForFunction((said) => new RegExp(said).test(document.body.innerText), text, {
      ...{ polling: 200, timeout: 120_000 },
    });
  await untilSaid("[5-9]\\d\\d MB of 1 GB");
  await network(true);
  await pause(AWAY_MS);
  await network(false);
  await untilSaid("\\d of \\d checks passed");
  const ms = performance.now() - began;
  const sent = await page.evaluate(
    () => (window as unknown as { sent: { from: number; bytes: number }[] }).sent,
  );
  const total = sent.reduce((sum, { bytes }) => sum + bytes, 0);
  return { ms, twice: Math.max(0, total - statSync(path).size) };
}

/** The same by curl, in one request and without a break, and how much memory the server took for it. */
async function sendByCurl({ page, product, workspaceId }: Sender, path: string) {
  const before = residentBytes(product);
  let most = before;
  const looking = setInterval(() => {
    most = Math.max(most, residentBytes(product));
  }, 50);
  try {
    const bytes = statSync(path).size;
    const began = performance.now();
    const id = await openUpload(page.request, product, workspaceId, { fileName: "curl.mp4", bytes });
    const address = `${product.url}/api/w/${workspaceId}/uploads/${id}`;
    const cookies = await page.context().cookies();
    const headers = [
      `cookie: ${cookies.map(({ name, value }) => `${name}=${value}`).join("; ")}`,
      `origin: ${product.url}`,
      "tus-resumable: 1.0.0",
      "content-type: application/offset+octet-stream",
      "upload-offset: 0",
      "expect:",
    ].flatMap((header) => ["-H", header]);
    await run("curl", ["-sS", "--fail", "-o", "/dev/null", "-X", "PATCH", ...headers, "-T", path, address]);
    const options = { headers: { origin: product.url }, data: { checksum: null }, timeout: 120_000 };
    await page.request.post(`${address}/finish`, options);
    return { ms: performance.now() - began, grown: most - before };
  } finally {
    clearInterval(looking);
  }
}

/** What the web process has in memory. It is the one that has claimed the data folder. */
function residentBytes({ dataFolder }: Product): number {
  const { pid } = JSON.parse(readFileSync(join(dataFolder, "lock"), "utf8")) as { pid: number };
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return 1_024 * Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
}
