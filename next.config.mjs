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
  typescript: { ignoreBuildErrors: true },
  experimental: { serverActions: { bodySizeLimit: "1mb" } },
};
