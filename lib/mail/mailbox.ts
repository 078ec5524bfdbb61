import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One mail; `at` is ISO 8601, UTC. */
export type Mail = { to: string; subject: string; text: string; at: string };

const folderOf = (dataFolder: string) => join(dataFolder, "mailbox");
const KEPT = 100;

/** Keeps a mail in the data folder, for installations without a mail server. */
export function keepMail(dataFolder: string, mail: Mail): void {
  const folder = folderOf(dataFolder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = `${mail.at.replace(/[:.]/g, "-")}-${randomBytes(4).toString("hex")}.json`;
  writeFileSync(join(folder, name), JSON.stringify(mail), { mode: 0o600 });
}

/** The newest mails that were kept, newest first. */
export function listMail(dataFolder: string): Mail[] {
  let names: string[];
  try {
    names = readdirSync(folderOf(dataFolder)).filter((name) => name.endsWith(".json"));
  } catch {
    return [];
  }
  const newest = names.sort().reverse().slice(0, KEPT);
  return newest.map((name) => JSON.parse(readFileSync(join(folderOf(dataFolder), name), "utf8")) as Mail);
}
