import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["node_modules/**", ".next*/**", ".runtime/**", "e2e/**"],
    globalSetup: ["./lib/db/test-server.ts"],
    setupFiles: ["./scripts/test-setup.ts"],
    // One more than there are cores: the longest files wait for leases and processes most of the time.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    server: { deps: { inline: [] } },
  },
});
