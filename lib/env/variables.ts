/** One environment variable as people meet it: in `.env.example`, in the README's table and in the parser. */
export type Variable = {
  name: string;
  /** The value when it is absent; an empty text where there is none. */
  fallback: string;
  /** One line for the person who runs the app. */
  meaning: string;
  secret?: boolean;
};

/** Every variable the product reads. A test keeps this table, `.env.example` and the README alike. */
export const VARIABLES = [
  { name: "PORT", fallback: "3000", meaning: "The port the web app listens on." },
  {
    name: "APP_URL",
    fallback: "",
    meaning: "The address people open, without a path. Default: http://localhost and the port.",
  },
  {
    name: "DATA_DIR",
    fallback: ".data",
    meaning: "The folder for media, generated secrets and the embedded database.",
  },
  {
    name: "MEDIA_DIR",
    fallback: "",
    meaning:
      "The folder for media, where workers on several machines share one. Default: the folder media in DATA_DIR.",
  },
  {
    name: "S3_BUCKET",
    fallback: "",
    meaning:
      "A bucket of an S3-compatible store, for this installation alone, that keeps the media instead of a folder. Browsers send to it directly.",
  },
  {
    name: "S3_ENDPOINT",
    fallback: "",
    meaning:
      "The address of the S3-compatible store, as browsers reach it too. Default: Amazon's for the region.",
  },
  { name: "S3_REGION", fallback: "us-east-1", meaning: "The region of the S3-compatible store." },
  { name: "S3_ACCESS_KEY_ID", fallback: "", meaning: "The access key of the S3-compatible store." },
  {
    name: "S3_SECRET_ACCESS_KEY",
    fallback: "",
    meaning: "The secret of that access key.",
    secret: true,
  },
  {
    name: "STORAGE_QUOTA_GB",
    fallback: "0",
    meaning: "How much each workspace may store, in gigabytes of 1,000,000,000 bytes. 0: no limit of ours.",
  },
  {
    name: "MEDIA_URL",
    fallback: "",
    meaning:
      "The public https address of this app from which TikTok fetches photos and videos, proved to TikTok as yours. Absent: no photo posts, and videos are sent.",
  },
  {
    name: "MEDIA_URL_SIGNATURE",
    fallback: "",
    meaning:
      "The signature that TikTok's developer portal gives for MEDIA_URL; the app serves it as TikTok's file.",
  },
  {
    name: "VIDEO_TRANSFER",
    fallback: "pull",
    meaning:
      "How videos reach TikTok where MEDIA_URL is set: `pull` lets TikTok fetch them from there, `upload` sends them. Without MEDIA_URL they are sent.",
  },
  {
    name: "FFMPEG_PATH",
    fallback: "",
    meaning: "The ffmpeg that converts files. Default: the one on the path; without any, browsers convert.",
  },
  {
    name: "DATABASE_URL",
    fallback: "",
    meaning: "A PostgreSQL address. Absent: the embedded database in DATA_DIR, for one process.",
    secret: true,
  },
  {
    name: "AUTH_SECRET",
    fallback: "",
    meaning: "Signs sign-in cookies, 32 characters or more. `npm start` generates one in DATA_DIR.",
    secret: true,
  },
  {
    name: "TOKEN_KEY",
    fallback: "",
    meaning:
      "Seals TikTok's tokens: `id:base64` of 32 bytes; several, newest first, parted by commas. Generated likewise.",
    secret: true,
  },
  {
    name: "TIKTOK_CLIENT_KEY",
    fallback: "",
    meaning: "The client key of your TikTok app. Absent: `npm start` runs the simulator.",
  },
  {
    name: "TIKTOK_CLIENT_SECRET",
    fallback: "",
    meaning: "The client secret of your TikTok app.",
    secret: true,
  },
  {
    name: "TIKTOK_AUTH_BASE_URL",
    fallback: "https://www.tiktok.com",
    meaning: "Where TikTok's permission page lives.",
  },
  {
    name: "TIKTOK_API_BASE_URL",
    fallback: "https://open.tiktokapis.com",
    meaning: "Where TikTok's API lives.",
  },
  {
    name: "TIKTOK_SCOPES",
    fallback: "user.info.basic,video.upload,video.publish",
    meaning:
      "The permissions to ask for, parted by commas. user.info.profile and video.list are used where granted.",
  },
  {
    name: "TIKTOK_AUDITED",
    fallback: "false",
    meaning: "true once TikTok has audited your app for public posts.",
  },
  {
    name: "TIKTOK_PKCE",
    fallback: "hex",
    meaning: "How the sign-in proves itself: hex (what TikTok documents), base64url or off.",
  },
  {
    name: "TICK_SECRET",
    fallback: "",
    meaning:
      "For hosting without a running process: whoever sends it to /api/tick makes due work happen. Absent: no such address.",
    secret: true,
  },
  {
    name: "TICK_SECONDS",
    fallback: "50",
    meaning: "How long one call of /api/tick works at most, a little less than the host allows.",
  },
  { name: "SIMULATOR_PORT", fallback: "4400", meaning: "The port of the simulated TikTok." },
  {
    name: "SMTP_URL",
    fallback: "",
    meaning:
      "Where mail is sent, as smtp://user:password@host:port. Absent: mail stays on the /mailbox page, and only where APP_URL is this machine itself.",
    secret: true,
  },
  { name: "MAIL_FROM", fallback: "Aircheck <aircheck@localhost>", meaning: "The sender of every mail." },
  {
    name: "LOG_LEVEL",
    fallback: "warn",
    meaning: "How much is logged on standard error: silent, error, warn, info or debug.",
  },
] as const satisfies readonly Variable[];

export type VariableName = (typeof VARIABLES)[number]["name"];
