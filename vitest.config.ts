import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["node_modules/**", ".next*/**", ".runtime/**", "e2e/**"],
    globalSetup: ["./lib/db/test-server.ts"],
    setupFiles: ["./scripts/test-setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    server: { deps: { inline: [] } },
  },
});
