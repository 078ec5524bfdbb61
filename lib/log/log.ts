import pino from "pino";

// Names under which a secret could travel. What is logged is chosen by hand everywhere; this is the net below.
const SECRETS = [
  "access_token",
  "refresh_token",
  "client_secret",
  "code",
  "code_verifier",
  "upload_url",
  "token",
];

/** The one log of the process: JSON lines on standard error, `LOG_LEVEL` choosing how much (default: warn). */
export const log = pino(
  {
    level: process.env.LOG_LEVEL ?? "warn",
    base: { process: process.env.AIRCHECK_PROCESS ?? "web" },
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[secret]" },
  },
  pino.destination({ fd: 2, sync: true }),
);
