import { expect, it } from "vitest";
import { readFileName } from "./file-name";

it.each([
  ["rooftop.mp4", "rooftop.mp4"],
  ["sommer%20%C3%BCber%20%F0%9F%8C%87.mov", "sommer über 🌇.mov"],
  ["..%2F..%2Fetc%2Fpasswd", "passwd"],
  ["C:\\Users\\kess\\a.mp4", "a.mp4"],
  ["gpj.%E2%80%AEmp4", "gpj.mp4"],
  ["a%0D%0Ab.mp4", "ab.mp4"],
  ["100%.mp4", "100%.mp4"],
  ["", "video"],
  [null, "video"],
])("%s is shown as %s", (header, shown) => {
  expect(readFileName(header)).toBe(shown);
});
