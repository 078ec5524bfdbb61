export const SIMULATED_KEY = "awsimulatorkey";
export const SIMULATED_SECRET = "simulator-secret-not-for-production";

/** What the product is told of the simulated TikTok at `port`: the same settings as of the real one. */
export function simulatedTikTok(settings: NodeJS.ProcessEnv, port: number, audited: boolean) {
  return {
    TIKTOK_CLIENT_KEY: SIMULATED_KEY,
    TIKTOK_CLIENT_SECRET: SIMULATED_SECRET,
    TIKTOK_AUTH_BASE_URL: `http://localhost:${port}`,
    TIKTOK_API_BASE_URL: `http://localhost:${port}`,
    TIKTOK_AUDITED: String(audited),
    // The simulated TikTok fetches from this machine itself; the real one needs an address of its own.
    MEDIA_URL: settings.MEDIA_URL || `http://localhost:${settings.PORT || 3000}`,
    // That needs no proof here, and is not how most installations begin: without an address of their own they send videos.
    VIDEO_TRANSFER: settings.VIDEO_TRANSFER || "upload",
  };
}
