import { writeFileSync } from "node:fs";
import { errorsDocument } from "#lib/errors/document";

// Run with: tsx scripts/write-error-docs.ts
writeFileSync(new URL("../docs/errors.md", import.meta.url), errorsDocument());
console.info("docs/errors.md is written.");
