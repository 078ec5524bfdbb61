import { createTransport } from "nodemailer";
import { isMailboxOpen, keepMail, type Mail, type MailPlace } from "./mailbox";

export type MailSettings = MailPlace & { MAIL_FROM: string; DATA_DIR: string };

/** Thrown where mail can neither be sent nor shown to nobody but the person at this machine. */
export class NoMailServer extends Error {
  constructor() {
    super("No mail server is set (SMTP_URL), so no mail leaves this copy of Aircheck.");
  }
}

/**
 * Sends a mail through the mail server that is set. Without one it is kept for the mailbox page and shown in the terminal,
 * where people open the app on the machine that it runs on.
 * @throws NoMailServer anywhere else, and what the mail server says
 */
export async function sendMail(settings: MailSettings, mail: Omit<Mail, "at">): Promise<void> {
  if (isMailboxOpen(settings)) {
    keepMail(settings.DATA_DIR, { ...mail, at: new Date().toISOString() });
    process.stdout.write(`✉ To ${mail.to}: ${mail.subject}\n${mail.text.replace(/^/gm, "  → ")}\n`);
    return;
  }
  if (settings.SMTP_URL === "") throw new NoMailServer();
  const transport = createTransport(settings.SMTP_URL, { connectionTimeout: 15_000, socketTimeout: 30_000 });
  await transport.sendMail({ from: settings.MAIL_FROM, to: mail.to, subject: mail.subject, text: mail.text });
}
