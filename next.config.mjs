/** @type {import("next").NextConfig} */
export default {
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  // The optimiser is a server that decodes strangers' pictures; nothing here needs it.
  images: { unoptimized: true },
  allowedDevOrigins: ["127.0.0.1", "localhost"],
  // Kept out of the bundle: native or WebAssembly parts, and modules that must exist once per process.
  serverExternalPackages: ["@electric-sql/pglite", "pg", "pg-boss", "pino", "nodemailer", "mediabunny"],
  // `npm test` checks the types; a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  // TikTok looks for its proof at the address that was entered in its portal: the domain itself, or our prefix.
  rewrites: async () => [
    { source: "/tiktok:signature([A-Za-z0-9]+).txt", destination: "/media/tiktok:signature.txt" },
  ],
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        {
          key: "Content-Security-Policy",
          value: "frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
        },
        { key: "Referrer-Policy", value: "same-origin" },
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "X-Frame-Options", value: "DENY" },
        { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
      ],
    },
  ],
};
