import { afterEach, beforeEach, expect } from "vitest";

// Noise is failure: a line on console.error is a defect that nobody looks at.
const original = console.error;
let lines: string[] = [];
beforeEach(() => {
  lines = [];
  console.error = (...parts: unknown[]) => {
    lines.push(parts.map(String).join(" "));
    original(...parts);
  };
});
afterEach(() => {
  console.error = original;
  expect(lines, "console.error was called").toEqual([]);
});
