import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  outputDir: "test-results",
  // Each worker has a product of its own. Journeys wait much of the time, so one more than the two cores that must do.
  workers: 3,
  // A second try starts a product of its own. What needed it is said at the end of `npm test`, so that it gets mended.
  retries: 1,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  use: {
    viewport: { width: 1280, height: 800 },
    // Tracing every journey costs a third of the time; the second try of one that failed is traced.
    trace: "on-first-retry",
    launchOptions: {
      executablePath: process.env.CHROMIUM || process.env.CHROMIUM_PATH || "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        // Without a graphics card Chromium would imitate one on the processor.
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
