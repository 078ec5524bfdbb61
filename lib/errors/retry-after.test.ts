import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RETRY_AFTER_CAP_MS, retryAfterMs } from "./retry-after";

const NOW = Date.UTC(2026, 10, 24, 15, 53, 0);

describe("Retry-After", () => {
  it.each([
    ["30", 30_000],
    [" 0 ", 0],
    ["86400", RETRY_AFTER_CAP_MS],
    ["Tue, 24 Nov 2026 15:54:00 GMT", 60_000],
    ["Tue, 24 Nov 2026 15:00:00 GMT", 0],
    ["Tue, 24 Nov 2099 15:00:00 GMT", RETRY_AFTER_CAP_MS],
  ])("reads %s as %d ms", (header, ms) => {
    expect(retryAfterMs(header, NOW)).toBe(ms);
  });

  it.each([null, undefined, "", "soon", "-5", "1.5", "2026-11-24", "30s"])(
    "takes %s for no header",
    (header) => {
      expect(retryAfterMs(header, NOW)).toBeUndefined();
    },
  );

  it("measures a date against the answer's own date", () => {
    const ours = NOW + 10 * 60_000;
    expect(retryAfterMs("Tue, 24 Nov 2026 15:54:00 GMT", ours, "Tue, 24 Nov 2026 15:53:00 GMT")).toBe(60_000);
  });

  it("is never negative, never over the cap, and never throws", () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const ms = retryAfterMs(header, NOW);
        if (ms !== undefined) expect(ms >= 0 && ms <= RETRY_AFTER_CAP_MS).toBe(true);
      }),
    );
  });
});
