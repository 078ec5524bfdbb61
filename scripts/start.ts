import { existsSync, mkdirSync, statfsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { FolderInUse, folderHolder } from "#lib/db/lock-folder";
import { type Environment, parseEnvironment } from "#lib/env/read";
import { isMailboxOpen } from "#lib/mail/mailbox";
import { build, isBuilt } from "./build";
import { freePort, isFree, keepRunning, type Running, untilAnswers } from "./run-product";
import { giveUp, Stop, step } from "./say";
import { secretsOf } from "./secrets";
import { seed } from "./seed";
import { SIMULATED_KEY, SIMULATED_SECRET, simulatedTikTok } from "./simulated-tiktok";

const NO_MAIL =
  "  No mail is sent:      set SMTP_URL, so that people can sign in by e-mail and get their invitations";

export type StartOptions = { hotReload: boolean; unaudited: boolean };

/** Sets everything up and runs the product until the person stops it. */
export async function start(options: StartOptions): Promise<void> {
  const root = process.cwd();
  if (existsSync(join(root, ".env"))) process.loadEnvFile(join(root, ".env"));
  const folder = resolve(process.env.DATA_DIR || ".data");
  const simulated = !process.env.TIKTOK_CLIENT_KEY;
  await prepareFolder(folder);

  const settings: NodeJS.ProcessEnv = { ...secretsOf(folder), ...process.env, DATA_DIR: folder };
  if (simulated) Object.assign(settings, await simulatedSettings(settings, options.unaudited));
  const environment = parseEnvironment(settings);
  if (!(await isFree(environment.PORT))) {
    throw new Stop(
      `Port ${environment.PORT} is taken by another program. Stop that program, or choose another port: PORT=${environment.PORT + 1} npm start`,
    );
  }
  if (!options.hotReload && !isBuilt(root))
    await step("Building the product (once, about half a minute)", () => build(root));

  const running: Running[] = [];
  const childEnvironment: NodeJS.ProcessEnv = {
    ...settings,
    APP_URL: environment.APP_URL,
    PORT: String(environment.PORT),
    NODE_ENV: options.hotReload ? "development" : "production",
    NEXT_MANUAL_SIG_HANDLE: "true",
    NEXTAUTH_URL: environment.APP_URL,
  };
  const stopAll = async () => {
    for (const each of [...running].reverse()) await each.stop();
  };
  onStop(stopAll);
  try {
    if (simulated) {
      running.push(runTypeScript("simulator", ["simulator/main.ts"], root, childEnvironment));
      await step("Starting the simulated TikTok", () =>
        untilAnswers(`${environment.TIKTOK_API_BASE_URL}/_control/clock`, 30_000),
      );
    }
    if (simulated) await step("Opening the database", () => seed(environment));
    const next = join(root, "node_modules/next/dist/bin/next");
    running.push(
      keepRunning("web", [next, options.hotReload ? "dev" : "start", "-p", String(environment.PORT)], {
        env: childEnvironment,
        cwd: root,
        onLine: show,
      }),
    );
    if (!environment.embedded) {
      running.push(runTypeScript("worker", ["worker/main.ts"], root, childEnvironment));
    }
    await step("Starting Aircheck", () =>
      untilAnswers(`http://localhost:${environment.PORT}/api/health`, 60_000),
    );
  } catch (problem) {
    await stopAll();
    throw problem;
  }
  process.stdout.write(welcome(environment, simulated));
}

async function prepareFolder(folder: string): Promise<void> {
  const holder = await folderHolder(folder);
  if (holder) throw new Stop(new FolderInUse(folder, holder).message);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  refuseFullDisk(folder);
}

/** @throws Stop when less than 300 MB are left: a video that does not fit any more is noticed too late. */
export function refuseFullDisk(folder: string, readDisk: typeof statfsSync = statfsSync): void {
  const disk = readDisk(folder);
  if (Number(disk.bavail) * Number(disk.bsize) < 300_000_000) {
    throw new Stop(`The disk of ${folder} is nearly full. Free at least 300 MB, then start again.`);
  }
}

async function simulatedSettings(
  settings: NodeJS.ProcessEnv,
  unaudited: boolean,
): Promise<Record<string, string>> {
  const port = await freePort(Number(settings.SIMULATOR_PORT || 4400));
  const app = (settings.APP_URL || `http://localhost:${settings.PORT || 3000}`).replace(/\/+$/, "");
  const told = simulatedTikTok(settings, port, !unaudited);
  const redirects = [`${app}/api/auth/callback/tiktok`, `${app}/connect/callback`];
  return {
    ...told,
    SIMULATOR_PORT: String(port),
    SIMULATOR_CLIENT_KEY: SIMULATED_KEY,
    SIMULATOR_CLIENT_SECRET: SIMULATED_SECRET,
    SIMULATOR_REDIRECT_URIS: redirects.join(","),
    SIMULATOR_URL_PROPERTIES: `${told.MEDIA_URL}/media/`,
    SIMULATOR_AUDITED: unaudited ? "false" : "true",
    SIMULATOR_STATE: join(String(settings.DATA_DIR), "simulator.json"),
  };
}

const runTypeScript = (name: string, parameters: string[], cwd: string, env: NodeJS.ProcessEnv) =>
  keepRunning(name, ["--import", "tsx", ...parameters], {
    env: { ...env, AIRCHECK_PROCESS: name },
    cwd,
    onLine: show,
  });

let quiet = true;
function show(line: string): void {
  // What a process says of itself while all is well is noise here; its problems and our mails are not.
  if (!quiet || /^\s*(✉|→)|error|warn/i.test(line)) process.stdout.write(`${line}\n`);
}

function onStop(stopAll: () => Promise<void>): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    quiet = true;
    process.stdout.write("\n  Stopping …");
    await stopAll();
    process.stdout.write(" done. Everything is saved.\n");
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  // The launcher was killed: nobody would ever stop us.
  process.once("disconnect", stop);
  process.channel?.unref();
}

function welcome(settings: Environment, simulated: boolean): string {
  const { APP_URL: address, TIKTOK_API_BASE_URL: simulator } = settings;
  const hasMailbox = isMailboxOpen(settings);
  const staff = [
    "    agency staff    marta@northlight.example (the e-mailed link waits at",
    `                    ${address}/mailbox and is printed here)`,
  ];
  const simulation = [
    "  Sign in as",
    "    a creator       Continue with TikTok, then pick a person on the simulated page",
    ...(hasMailbox ? staff : []),
    "",
    `  Simulated TikTok:     ${simulator}/_control  (nothing leaves this machine)`,
  ];
  const lines = [
    "",
    `  Aircheck is running:  ${address}`,
    "",
    ...(simulated ? simulation : ["  Sign in with TikTok, or by e-mail as staff."]),
    ...(settings.SMTP_URL || hasMailbox ? [] : [NO_MAIL]),
    `  Data:                 ${settings.DATA_DIR}`,
    "  Stop:                 Ctrl-C",
    "",
    "",
  ];
  return lines.join("\n");
}

if (process.argv[1]?.endsWith("start.ts")) {
  const { values } = parseArgs({ options: { unaudited: { type: "boolean", default: false } } });
  start({ hotReload: false, unaudited: values.unaudited }).catch(giveUp);
}
