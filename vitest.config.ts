import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["node_modules/**", ".next*/**", ".runtime/**", "e2e/**"],
    globalSetup: ["./lib/db/test-server.ts"],
    setupFiles: ["./scripts/test-setup.ts"],
    // On two cores one would be kept free for nothing: the longest files wait for leases and processes most of the time.
    maxWorkers: Math.max(2, availableParallelism()),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    server: { deps: { inline: [] } },
  },
});
