import { test as base } from "@playwright/test";
import { type Product, startProduct } from "./product";

/**
 * Playwright's test with a whole product of its own per worker: simulator, web, worker, an empty data folder. Each test
 * finds the simulator without faults and with an empty ledger, whatever the test before it left behind.
 */
export const test = base.extend<{ cleanTikTok: undefined }, { product: Product }>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern.
    async ({}, use, worker) => {
      const product = await startProduct(worker.parallelIndex);
      await use(product);
      await product.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ product }, use) => use(product.url),
  cleanTikTok: [
    async ({ product }, use) => {
      for (const what of ["faults", "ledger"]) {
        await fetch(`${product.simulatorUrl}/_control/${what}`, { method: "DELETE" });
      }
      await use(undefined);
    },
    { auto: true },
  ],
});
export { expect } from "@playwright/test";
