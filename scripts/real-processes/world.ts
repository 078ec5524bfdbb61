import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { markKeys } from "#lib/creators/check-keys";
import type { Reach } from "#lib/creators/reach";
import { migrate } from "#lib/db/migrate";
import { type OpenDatabase, openDatabase } from "#lib/db/open";
import { markMediaFolder } from "#lib/media-library/same-folder";
import { openQueue } from "#lib/publishing/queue";
import type { Mutant } from "#lib/publishing/simulation/mutants";
import { diskStorage } from "#lib/storage/disk-storage";
import { mediaAddress } from "#lib/tiktok/media-address";
import type { SealingKey } from "#lib/vault/seal";
import { freePort, type Postgres, startPostgres } from "#scripts/run-postgres";
import { createClock, type SimulatorClock } from "#simulator/clock";
import { createSimulator, type Simulator } from "#simulator/simulator";
import { control } from "#simulator/walkthrough";
import { bundle } from "./bundle";
import { expireSome, placeTroubles, SCOPES, schedulePosts, setStage } from "./stage";

export type Options = {
  posts: number;
  creators: number;
  /** Decides the faults and where the workers die. */
  seed: number;
  /** The posts are due over so long a time, ms. */
  spreadMs: number;
  /** Kills at random moments, besides those at every step. */
  kills: number;
  /** A deliberate mistake in the processes' engine: the run has to notice. */
  mutant?: Mutant;
  /** TikTok and the line to it are without fault. */
  calm?: boolean;
};

/** A PostgreSQL server, a TikTok over HTTP, and posts that wait for workers. */
export type World = {
  options: Options;
  simulator: Simulator;
  /** TikTok's; the workers' is pushed by hand. */
  clock: SimulatorClock;
  postgres: Postgres;
  database: OpenDatabase;
  /** How many faults were placed. */
  troubles: number;
  keys: readonly SealingKey[];
  /** What must never stand in a log. */
  secrets: readonly string[];
  /** What the processes are started with, and the files they are in. */
  environment: NodeJS.ProcessEnv;
  bundles: { worker: string; server: string };
  close(): Promise<void>;
};

// TikTok is quick here, and its daily limits are the business of other tests.
const TIKTOK = { processingMs: 300, moderationMs: 0, dailyPostCap: 1_000, pendingShareCap: 1_000 };

/** Starts everything but the processes that die, and schedules the posts. */
export async function openWorld(options: Options): Promise<World> {
  const closing: (() => unknown)[] = [];
  const close = async () => {
    for (const each of closing.splice(0).reverse()) await each();
  };
  try {
    const folder = mkdtempSync(join(tmpdir(), "aircheck-processes-"));
    closing.push(() => rmSync(folder, { recursive: true, force: true }));
    const clock = createClock();
    const simulator = await createSimulator({ clock });
    closing.push(() => simulator.close());
    await control(simulator.url, "app", TIKTOK);
    const postgres = await startPostgres();
    closing.push(() => postgres.stop());
    const url = await postgres.createDatabase();
    const database = await openDatabase({ url, folder: "" });
    closing.push(() => database.close());
    await migrate(database.db, join(process.cwd(), "drizzle"));
    const key = randomBytes(32);
    const alone = reachOf(database, clock, simulator, { key, folder });
    // The web's part: TikTok fetches from there, while it dies and the database is away.
    const port = await freePort();
    const mediaUrl = `http://127.0.0.1:${port}`;
    const reach = { ...alone, mediaAddress: mediaAddress({ MEDIA_URL: mediaUrl, VIDEO_TRANSFER: "upload" }) };
    await control(simulator.url, "app", { urlProperties: [`${mediaUrl}/media/`] });
    await markMediaFolder(database.db, join(folder, "media"));
    await markKeys(database.db, reach.keys);
    const troubles = await fill(reach, database, simulator, options);
    const worker = await bundle("mortal-worker.ts", options.mutant);
    const server = await bundle("mortal-server.ts", options.mutant);
    for (const { file } of [worker, server]) closing.push(() => rmSync(file, { force: true }));
    const environment = {
      ...environmentOf(simulator, { url, key, folder }),
      MEDIA_URL: mediaUrl,
      PORT: String(port),
      // Videos are sent, photos are fetched: both ways go through the storm.
      VIDEO_TRANSFER: "upload",
      NODE_COMPILE_CACHE: worker.cache,
    };
    const secrets = [CLIENT.secret, key.toString("base64"), environment.AUTH_SECRET ?? ""];
    const opened = { simulator, clock, postgres, database, keys: reach.keys, secrets };
    const bundles = { worker: worker.file, server: server.file };
    return { ...opened, options, troubles, environment, bundles, close };
  } catch (problem) {
    await close();
    throw problem;
  }
}

async function fill(reach: Reach, database: OpenDatabase, simulator: Simulator, options: Options) {
  const stage = await setStage(reach, simulator, options.creators);
  const troubles = options.calm ? 0 : await placeTroubles(simulator, stage, options.seed);
  if (!options.calm) await expireSome(simulator, stage);
  const boss = await openQueue(database);
  await schedulePosts(reach, boss, stage, { count: options.posts, spreadMs: options.spreadMs });
  // From here on only the workers look after the queue.
  await boss.stop({ graceful: false });
  return troubles;
}

const CLIENT = { key: "awsimulatorkey", secret: "simulator-secret-not-for-production" };

function reachOf(
  { db }: OpenDatabase,
  clock: SimulatorClock,
  { url }: Simulator,
  { key, folder }: { key: Buffer; folder: string },
): Reach {
  const app = {
    clientKey: CLIENT.key,
    clientSecret: CLIENT.secret,
    authBaseUrl: url,
    apiBaseUrl: url,
    scopes: SCOPES,
    pkce: "hex" as const,
    audited: true,
  };
  const keys = [{ id: "k1", bytes: key }];
  return {
    db,
    clock: { now: () => clock.now() },
    app,
    keys,
    dataFolder: folder,
    storage: diskStorage(join(folder, "media")),
    mediaAddress: null,
  };
}

const environmentOf = (
  simulator: Simulator,
  { url, key, folder }: { url: string; key: Buffer; folder: string },
): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: "production",
  NODE_OPTIONS: "",
  DATABASE_URL: url,
  DATA_DIR: folder,
  AUTH_SECRET: randomBytes(48).toString("base64url"),
  TOKEN_KEY: `k1:${key.toString("base64")}`,
  TIKTOK_CLIENT_KEY: CLIENT.key,
  TIKTOK_CLIENT_SECRET: CLIENT.secret,
  TIKTOK_AUTH_BASE_URL: simulator.url,
  TIKTOK_API_BASE_URL: simulator.url,
  TIKTOK_AUDITED: "true",
  // As much as there is: no secret may stand in any of it.
  LOG_LEVEL: "trace",
});
