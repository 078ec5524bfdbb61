import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One mail; `at` is ISO 8601, UTC. */
export type Mail = { to: string; subject: string; text: string; at: string };

/** The settings on which it depends where mail goes. */
export type MailPlace = { SMTP_URL: string; APP_URL: string };

/**
 * Whether mail is kept for the mailbox page: without a mail server, and only where people open the app on the machine that it
 * runs on. Whoever reads the mailbox can sign in as anybody.
 */
export function isMailboxOpen({ SMTP_URL, APP_URL }: MailPlace): boolean {
  return SMTP_URL === "" && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(APP_URL).hostname);
}

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
