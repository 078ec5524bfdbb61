import { expect, it } from "vitest";
import { localPath } from "./local-path";

it.each(["/", "/app", "/app/w1/posts?state=draft#top", "/a%2F%2Fb"])("lets %s through", (path) => {
  expect(localPath(path)).toBe(path);
});

it.each([
  undefined,
  "",
  "app",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/..//evil.example",
  "/./\\evil.example",
  "https://evil.example/app",
  "javascript:alert(1)",
  " /app",
])("leaves out %j, which could lead elsewhere", (path) => {
  expect(localPath(path)).toBeUndefined();
});

it("flattens a path that climbs", () => {
  expect(localPath("/app/../errors")).toBe("/errors");
});
