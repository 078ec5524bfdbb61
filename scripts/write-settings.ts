import { readFileSync, writeFileSync } from "node:fs";
import { envExample, settingsTable } from "#lib/env/document";

// Run with: tsx scripts/write-settings.ts
const readme = new URL("../README.md", import.meta.url);
const marked = /(<!-- settings -->)[\s\S]*?(<!-- \/settings -->)/;
writeFileSync(new URL("../.env.example", import.meta.url), envExample());
writeFileSync(
  readme,
  readFileSync(readme, "utf8").replace(marked, (_, begin, end) => `${begin}\n\n${settingsTable()}\n\n${end}`),
);
console.info(".env.example and the README's table are written.");
