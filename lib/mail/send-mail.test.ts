import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listMail } from "./mailbox";
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

const MAIL = {
  to: "marta@northlight.example",
  subject: "Your sign-in link",
  text: "Open https://example.com/link\n",
};

describe("mail", () => {
  it("goes through the mail server that is set", async () => {
    const { port } = server.server.address() as AddressInfo;
    const settings = {
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      MAIL_FROM: "Aircheck <post@example.com>",
      DATA_DIR: folder,
    };
    await sendMail(settings, MAIL);
    expect(received[0]?.subject).toBe(MAIL.subject);
    expect(received[0]?.from?.text).toContain("post@example.com");
    expect(received[0]?.text).toContain("https://example.com/link");
    expect(listMail(folder)).toEqual([]);
  });

  it("stays in the data folder without one, newest first", async () => {
    const settings = { SMTP_URL: "", MAIL_FROM: "Aircheck <post@example.com>", DATA_DIR: folder };
    await sendMail(settings, { ...MAIL, subject: "first" });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await sendMail(settings, { ...MAIL, subject: "second" });
    expect(listMail(folder).map((mail) => mail.subject)).toEqual(["second", "first"]);
  });
});
