import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { z } from "zod";
import { VARIABLES } from "./variables";

const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""));
/** TikTok fetches from https and a name only; the simulated one also from this machine itself. */
function canBeFetched(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  if (/^(localhost|127(\.\d+){3}|::1)$/.test(host)) return true;
  return protocol === "https:" && isIP(host) === 0;
}
const port = z.coerce.number().int().min(1).max(65_535);
const sealingKey = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim()))
  .pipe(
    z.array(
      z
        .string()
        .regex(/^[\w-]{1,32}:[A-Za-z0-9+/_=-]+$/)
        .transform((text) => {
          const colon = text.indexOf(":");
          return { id: text.slice(0, colon), bytes: Buffer.from(text.slice(colon + 1), "base64") };
        })
        .refine((key) => key.bytes.length === 32),
    ),
  )
  // A seal names its key, so two keys of one name would make one of them useless.
  .refine((keys) => new Set(keys.map((key) => key.id)).size === keys.length);

const Environment = z.object({
  PORT: port,
  APP_URL: address.or(z.literal("")),
  DATA_DIR: z.string().min(1),
  MEDIA_DIR: z.string(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).or(z.literal("")),
  AUTH_SECRET: z.string().min(32),
  TOKEN_KEY: sealingKey,
  TIKTOK_CLIENT_KEY: z.string().min(1),
  TIKTOK_CLIENT_SECRET: z.string().min(1),
  TIKTOK_AUTH_BASE_URL: address,
  TIKTOK_API_BASE_URL: address,
  TIKTOK_SCOPES: z
    .string()
    .transform((text) => text.split(",").map((scope) => scope.trim()))
    .pipe(z.array(z.string().regex(/^[a-z]+(\.[a-z]+)+$/)).min(1))
    .refine((scopes) => scopes.includes("user.info.basic")),
  TIKTOK_AUDITED: z.enum(["true", "false"]).transform((text) => text === "true"),
  TIKTOK_PKCE: z.enum(["hex", "base64url", "off"]),
  TICK_SECRET: z.string().min(32).or(z.literal("")),
  TICK_SECONDS: z.coerce.number().int().min(1).max(3_600),
  SIMULATOR_PORT: port,
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .or(z.literal("")),
  S3_ENDPOINT: address.or(z.literal("")),
  S3_REGION: z.string().regex(/^[a-z0-9-]+$/),
  S3_ACCESS_KEY_ID: z.string(),
  S3_SECRET_ACCESS_KEY: z.string(),
  STORAGE_QUOTA_GB: z.coerce.number().min(0).max(1_000_000),
  MEDIA_URL: address.refine(canBeFetched).or(z.literal("")),
  MEDIA_URL_SIGNATURE: z
    .string()
    .regex(/^[A-Za-z0-9]{8,128}$/)
    .or(z.literal("")),
  VIDEO_TRANSFER: z.enum(["upload", "pull"]),
  FFMPEG_PATH: z.string(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).or(z.literal("")),
  MAIL_FROM: z.string().min(3),
  LOG_LEVEL: z.enum(["silent", "fatal", "error", "warn", "info", "debug", "trace"]),
});

const EXPECTED: Record<keyof z.input<typeof Environment>, string> = {
  PORT: "a port number from 1 to 65535",
  APP_URL: "an address such as https://aircheck.example.com",
  DATA_DIR: "the path of a folder",
  MEDIA_DIR: "the path of a folder",
  DATABASE_URL: "an address such as postgres://user:password@host/database",
  AUTH_SECRET: "a secret of at least 32 characters",
  TOKEN_KEY: "a name, a colon and 32 bytes in base64, such as k1:3q2+7w…, each name once",
  TIKTOK_CLIENT_KEY: "the client key of your TikTok app",
  TIKTOK_CLIENT_SECRET: "the client secret of your TikTok app",
  TIKTOK_AUTH_BASE_URL: "an address such as https://www.tiktok.com",
  TIKTOK_API_BASE_URL: "an address such as https://open.tiktokapis.com",
  TIKTOK_SCOPES: "permissions parted by commas, user.info.basic among them",
  TIKTOK_AUDITED: "true or false",
  TIKTOK_PKCE: "hex, base64url or off",
  TICK_SECRET: "a secret of at least 32 characters",
  TICK_SECONDS: "a whole number of seconds from 1 to 3600",
  S3_BUCKET: "the name of a bucket",
  S3_ENDPOINT: "an address such as https://s3.example.com",
  S3_REGION: "a region such as eu-central-1",
  S3_ACCESS_KEY_ID: "an access key",
  S3_SECRET_ACCESS_KEY: "the secret of the access key",
  STORAGE_QUOTA_GB: "a number of gigabytes, 0 for no limit",
  MEDIA_URL:
    "an address such as https://media.example.com, with https and a name, for TikTok fetches from no other",
  MEDIA_URL_SIGNATURE: "the letters and digits of TikTok's signature",
  VIDEO_TRANSFER: "upload or pull",
  FFMPEG_PATH: "the path of a program",
  SIMULATOR_PORT: "a port number from 1 to 65535",
  SMTP_URL: "an address such as smtp://user:password@mail.example.com:587",
  MAIL_FROM: "a sender such as Aircheck <post@example.com>",
  LOG_LEVEL: "silent, error, warn, info or debug",
};

export type Environment = ReturnType<typeof parseEnvironment>;

/** Thrown when a setting cannot be used. The message is written for the person who starts the app. */
export class EnvironmentProblem extends Error {}

/**
 * Reads the settings from `source`, usually `process.env`.
 * @throws EnvironmentProblem naming every setting that cannot be used and what is expected; values are never repeated.
 */
export function parseEnvironment(source: Record<string, string | undefined>) {
  const filled = Object.fromEntries(
    VARIABLES.map(({ name, fallback }) => [name, source[name]?.trim() || fallback]),
  );
  const result = Environment.safeParse(filled);
  if (!result.success) {
    const names = [...new Set(result.error.issues.map((issue) => String(issue.path[0])))];
    const lines = names.map((name) => {
      const state = filled[name] === "" ? "is missing" : "cannot be used";
      return `  ${name} ${state}: expected ${EXPECTED[name as keyof typeof EXPECTED]}.`;
    });
    throw new EnvironmentProblem(
      `Some settings need a look:\n${lines.join("\n")}\nSee .env.example for what each one means.`,
    );
  }
  const values = result.data;
  return {
    ...values,
    APP_URL: values.APP_URL || `http://localhost:${values.PORT}`,
    DATA_DIR: resolve(values.DATA_DIR),
    MEDIA_DIR: resolve(values.MEDIA_DIR || join(values.DATA_DIR, "media")),
    /** True while the embedded database serves this one process. */
    embedded: values.DATABASE_URL === "",
    scopes: values.TIKTOK_SCOPES,
  };
}

let current: Environment | undefined;

/** The settings of this process, parsed at first use and kept. */
export function environment(): Environment {
  current ??= parseEnvironment(process.env);
  return current;
}
