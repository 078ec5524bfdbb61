import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { giveUp } from "./say";
import { secretsOf } from "./secrets";
import { simulatedTikTok } from "./simulated-tiktok";

// `npm run worker`: one more worker beside a web process, on the same database and the same data folder.
if (existsSync(".env")) process.loadEnvFile(".env");
const secrets = secretsOf(resolve(process.env.DATA_DIR || ".data"));
process.env.AUTH_SECRET ??= secrets.AUTH_SECRET;
process.env.TOKEN_KEY ??= secrets.TOKEN_KEY;
// Beside an `npm start` without keys it talks to the same simulated TikTok.
if (!process.env.TIKTOK_CLIENT_KEY) {
  const { SIMULATOR_PORT, TIKTOK_AUDITED } = process.env;
  const port = Number(SIMULATOR_PORT || 4400);
  Object.assign(process.env, simulatedTikTok(process.env, port, TIKTOK_AUDITED !== "false"));
}
process.env.AIRCHECK_PROCESS = "worker";
import("#worker/main").catch(giveUp);
