import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { giveUp } from "./say";
import { secretsOf } from "./secrets";

// `npm run worker`: one more worker beside a web process, on the same database and the same data folder.
if (existsSync(".env")) process.loadEnvFile(".env");
const secrets = secretsOf(resolve(process.env.DATA_DIR || ".data"));
process.env.AUTH_SECRET ??= secrets.AUTH_SECRET;
process.env.TOKEN_KEY ??= secrets.TOKEN_KEY;
process.env.AIRCHECK_PROCESS = "worker";
import("#worker/main").catch(giveUp);
