import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { allowLongUploads } from "./allow-long-uploads";

it("gives uploads hours where Node gives minutes, and leaves the time for headers alone", async () => {
  allowLongUploads();
  const server = createServer((_, response) => response.end());
  const { requestTimeout, headersTimeout } = server;
  expect(requestTimeout).toBe(300_000);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(server.requestTimeout).toBeGreaterThan(60 * 60_000);
  expect(server.headersTimeout).toBe(headersTimeout);
  await new Promise((resolve) => server.close(resolve));
});
