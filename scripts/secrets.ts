import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The secrets of a data folder, made at the first start and kept in a file that only its owner can read. */
export function secretsOf(folder: string): { AUTH_SECRET: string; TOKEN_KEY: string } {
  const path = join(folder, "secrets.json");
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8"));
  const secrets = {
    AUTH_SECRET: randomBytes(48).toString("base64url"),
    TOKEN_KEY: `k1:${randomBytes(32).toString("base64")}`,
  };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  chmodSync(path, 0o600);
  return secrets;
}
