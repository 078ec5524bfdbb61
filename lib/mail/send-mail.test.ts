import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isMailboxOpen, listMail } from "./mailbox";
import { sendMail } from "./send-mail";

let folder: string;
let server: SMTPServer;
const received: ParsedMail[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "aircheck-mail-"));
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        received.push(mail);
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
});
afterAll(async () => {
  await new Promise<void>((resolve) => server.close(() => resolve()));
  rmSync(folder, { recursive: true, force: true });
});

const HERE = { SMTP_URL: "", APP_URL: "http://localhost:3000" };
const MAIL = {
  to: "marta@northlight.example",
  subject: "Your sign-in link",
  text: "Open https://example.com/link\n",
};

describe("mail", () => {
  it("goes through the mail server that is set", async () => {
    const { port } = server.server.address() as AddressInfo;
    const settings = {
      ...{ SMTP_URL: `smtp://127.0.0.1:${port}`, APP_URL: "https://aircheck.example.com" },
      MAIL_FROM: "Aircheck <post@example.com>",
      DATA_DIR: folder,
    };
    await sendMail(settings, MAIL);
    expect(received[0]?.subject).toBe(MAIL.subject);
    expect(received[0]?.from?.text).toContain("post@example.com");
    expect(received[0]?.text).toContain("https://example.com/link");
    expect(listMail(folder)).toEqual([]);
  });

  it("stays in the data folder of a copy on one's own machine without one, newest first", async () => {
    const settings = { ...HERE, MAIL_FROM: "Aircheck <post@example.com>", DATA_DIR: folder };
    await sendMail(settings, { ...MAIL, subject: "first" });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await sendMail(settings, { ...MAIL, subject: "second" });
    expect(listMail(folder).map((mail) => mail.subject)).toEqual(["second", "first"]);
  });

  it("is neither kept nor shown where others reach this copy: whoever reads a link signs in with it", async () => {
    const empty = mkdtempSync(join(tmpdir(), "aircheck-mail-"));
    for (const APP_URL of [
      "https://aircheck.example.com",
      "http://192.168.1.5:3000",
      "http://localhost.example",
    ]) {
      const settings = { SMTP_URL: "", APP_URL, MAIL_FROM: "Aircheck <post@example.com>", DATA_DIR: empty };
      await expect(sendMail(settings, MAIL)).rejects.toThrow(/SMTP_URL/);
      expect(isMailboxOpen(settings)).toBe(false);
    }
    expect(listMail(empty)).toEqual([]);
    rmSync(empty, { recursive: true });
  });

  it.each(["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"])(
    "can be read at %s, and no longer once a mail server is set",
    (APP_URL) => {
      expect(isMailboxOpen({ SMTP_URL: "", APP_URL })).toBe(true);
      expect(isMailboxOpen({ SMTP_URL: "smtp://mail.example.com", APP_URL })).toBe(false);
    },
  );
});
