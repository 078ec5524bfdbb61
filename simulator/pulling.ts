import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { get as getPlain, type IncomingMessage } from "node:http";
import { get as getSecure } from "node:https";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { PullManner } from "./fault";
import { fileOf, type Publish } from "./publishes";
import type { World } from "./world";

/** https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide */
const MOST_PULL_MS = 60 * 60_000;
const MOST_BYTES = { video: 4 * 1024 ** 3, photo: 20 * 1024 * 1024 } as const;
const TRIES = 3;

/** Downloads that are under way in this process; a restart begins those anew that had not ended. */
const underWay = new WeakSet<Publish>();

/** What is told of a download that has ended, well or not. */
type Ending = (publish: Publish, failReason: string | null) => void;

/** Begins the downloads whose moment has come, and ends those whose hour is over. */
export function pullDue(world: World, publish: Publish, end: Ending): void {
  if (publish.state !== "downloading" || publish.pullAt === null) return;
  const now = world.clock.now();
  if (now > publish.createdAt + MOST_PULL_MS) {
    end(publish, failReasonOf(publish));
    return;
  }
  if (now < publish.pullAt || underWay.has(publish)) return;
  underWay.add(publish);
  void pull(world, publish)
    .then(
      () => end(publish, null),
      (problem: Error) => {
        publish.timeline.push({ at: world.clock.now(), event: `not fetched: ${problem.message}` });
        end(publish, failReasonOf(publish));
      },
    )
    .finally(() => underWay.delete(publish));
}

const failReasonOf = ({ kind }: Publish) => (kind === "photo" ? "photo_pull_failed" : "video_pull_failed");

async function pull(world: World, publish: Publish): Promise<void> {
  const manner = publish.pullManner;
  let received = 0;
  const hash = createHash("sha256");
  for (const [index, url] of publish.sources.entries()) {
    if (manner === "dropped" && index === 0)
      await fetchOnce(world, publish, index, { cut: true }).catch(() => 0);
    const bytes = await fetchWithPatience(world, publish, index, manner);
    if (manner === "repeated") await fetchOnce(world, publish, index, {});
    if (publish.state !== "downloading") return;
    received += bytes;
    publish.received = received;
    publish.timeline.push({
      at: world.clock.now(),
      event: `fetched ${new URL(url).pathname.split("/").at(-1)}`,
    });
    for await (const piece of createReadStream(fileOf(publish, index))) hash.update(piece);
  }
  publish.videoSize = received;
  publish.hash = hash;
}

async function fetchWithPatience(
  world: World,
  publish: Publish,
  index: number,
  manner: PullManner | null,
): Promise<number> {
  for (let tries = 1; ; tries++) {
    try {
      return manner === "ranged"
        ? await fetchInRanges(world, publish, index)
        : await fetchOnce(world, publish, index, { rests: manner === "slow" && index === 0 && tries === 1 });
    } catch (problem) {
      // A refusal is an answer; a line that breaks, or a server that is not ready, may be tried again.
      if (problem instanceof Unfit || tries === TRIES) throw problem;
      const event = `fetch broke off: ${(problem as Error).message}`;
      publish.timeline.push({ at: world.clock.now(), event });
      await sleep(world.app.pullRetryMs);
      if (publish.state !== "downloading") throw problem;
    }
  }
}

/** An answer that will not become better by asking again. */
class Unfit extends Error {}

async function fetchInRanges(world: World, publish: Publish, index: number): Promise<number> {
  const head = await ask(world, publish, index, "bytes=0-0");
  head.resume();
  const total = Number(/\/(\d+)$/.exec(head.headers["content-range"] ?? "")?.[1]);
  if (head.statusCode !== 206 || !total) throw new Unfit("no ranges");
  const step = Math.ceil(total / 3);
  for (let start = 0; start < total; start += step) {
    const end = Math.min(start + step, total) - 1;
    await save(await ask(world, publish, index, `bytes=${start}-${end}`), publish, index, { start });
  }
  return total;
}

async function fetchOnce(
  world: World,
  publish: Publish,
  index: number,
  how: { cut?: boolean; rests?: boolean },
): Promise<number> {
  const answer = await ask(world, publish, index);
  if (how.cut) {
    await new Promise((resolve) => answer.once("data", resolve));
    answer.destroy();
    return 0;
  }
  if (how.rests) await rest(answer, publish.pullRestMs);
  return save(answer, publish, index, { start: 0 });
}

/** Reads no further than the first bytes for a while, or until the line breaks. */
async function rest(answer: IncomingMessage, ms: number): Promise<void> {
  const broken = new Promise((resolve) => answer.once("error", resolve).once("close", resolve));
  answer.once("readable", () => {});
  await Promise.race([broken, sleep(ms)]);
}

async function save(
  answer: IncomingMessage,
  publish: Publish,
  index: number,
  { start }: { start: number },
): Promise<number> {
  let bytes = 0;
  const most = MOST_BYTES[publish.kind];
  const flags = start > 0 ? "r+" : "w";
  answer.on("data", (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > most) answer.destroy(new Unfit("too large"));
  });
  await pipeline(answer, createWriteStream(fileOf(publish, index), { flags, start, mode: 0o600 }));
  const told = answer.headers["content-length"];
  if (told !== undefined && Number(told) !== bytes) throw new Error("broke off");
  return bytes;
}

/** Asks for one file. Every answer that TikTok would not follow is told as a reason of its own. */
function ask(world: World, publish: Publish, index: number, range?: string): Promise<IncomingMessage> {
  const url = publish.sources[index] ?? "";
  const get = url.startsWith("https:") ? getSecure : getPlain;
  const headers = { "user-agent": "SimulatedTikTok/1.0", ...(range ? { range } : {}) };
  return new Promise((resolve, reject) => {
    const request = get(url, { headers, timeout: 30_000 }, (answer) => {
      const status = answer.statusCode ?? 0;
      world.ledger.add(lineOf(world, publish, url, status));
      const type = answer.headers["content-type"] ?? "";
      const isFine = (status === 200 || (range && status === 206)) && /^(image|video)\//.test(type);
      if (isFine) return resolve(answer);
      answer.resume();
      const told = status >= 300 && status < 400 ? "redirect" : `status ${status}, ${type || "no type"}`;
      reject(status >= 500 || status === 429 ? new Error(told) : new Unfit(told));
    });
    request.once("timeout", () => request.destroy(new Error("timeout")));
    request.once("error", reject);
  });
}

/** What TikTok asks of others stands in the ledger too; the address is a secret of theirs. */
const lineOf = (world: World, publish: Publish, url: string, status: number) => ({
  at: new Date(world.clock.now()).toISOString(),
  method: "GET",
  path: `…/${new URL(url).pathname.split("/").at(-1)}`,
  endpoint: "pull",
  creator: publish.handle,
  status,
  code: status < 300 ? "ok" : String(status),
  publishId: publish.publishId,
  effect: status < 300,
  bytes: 0,
  chunk: null,
  fault: null,
  body: null,
  token: null,
});
