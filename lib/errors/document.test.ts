import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { errorsDocument } from "./document";

it("docs/errors.md is what the catalogue says now (run tsx scripts/write-error-docs.ts when it is not)", () => {
  expect(readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8")).toBe(errorsDocument());
});
