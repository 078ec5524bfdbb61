import { Logging, LogLevel } from "mediabunny";
import { DEFAULT_APP } from "./app-settings";
import { createSimulator } from "./simulator";

const { env } = process;

// What is wrong with an upload is told in its fail_reason, not on the terminal.
Logging.level = LogLevel.Silent;

const simulator = await createSimulator({
  port: Number(env.SIMULATOR_PORT || 4400),
  clientKey: env.SIMULATOR_CLIENT_KEY || DEFAULT_APP.clientKey,
  clientSecret: env.SIMULATOR_CLIENT_SECRET || DEFAULT_APP.clientSecret,
  redirectUris: env.SIMULATOR_REDIRECT_URIS?.split(",").map((uri) => uri.trim()) ?? DEFAULT_APP.redirectUris,
  urlProperties: env.SIMULATOR_URL_PROPERTIES?.split(",").map((property) => property.trim()),
  audited: env.SIMULATOR_AUDITED !== "false",
  stateFile: env.SIMULATOR_STATE || undefined,
}).catch((error: unknown) => {
  process.stderr.write(
    `The simulator cannot start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
});

process.stdout.write(`simulator ready ${simulator.url}\n`);

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    void simulator.close().then(() => process.exit(0));
  });
}
