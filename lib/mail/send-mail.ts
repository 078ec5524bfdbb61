import { createTransport } from "nodemailer";
import { keepMail, type Mail } from "./mailbox";

export type MailSettings = { SMTP_URL: string; MAIL_FROM: string; DATA_DIR: string };

/** Sends a mail through the mail server that is set; without one it is kept for /mailbox and shown in the terminal. */
export async function sendMail(settings: MailSettings, mail: Omit<Mail, "at">): Promise<void> {
  if (settings.SMTP_URL === "") {
    keepMail(settings.DATA_DIR, { ...mail, at: new Date().toISOString() });
    process.stdout.write(`✉ To ${mail.to}: ${mail.subject}\n${mail.text.replace(/^/gm, "  → ")}\n`);
    return;
  }
  const transport = createTransport(settings.SMTP_URL, { connectionTimeout: 15_000, socketTimeout: 30_000 });
  await transport.sendMail({ from: settings.MAIL_FROM, to: mail.to, subject: mail.subject, text: mail.text });
}
