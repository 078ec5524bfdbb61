import { describe, expect, it } from "vitest";
import { isNeon } from "./open";

describe("the driver", () => {
  it.each([
    "postgres://a:b@ep-cool-night-123456.eu-central-1.aws.neon.tech/main?sslmode=require",
    "postgresql://a:b@ep-cool-night-123456-pooler.eu-central-1.aws.neon.tech:5432/main",
    "postgres://a:b@ep-cool-night-123456-pooler.us-east-2.aws.neon.tech?sslmode=require",
  ])("is Neon's for %s", (url) => {
    expect(isNeon(url)).toBe(true);
  });

  it.each([
    "postgres://a:b@localhost:5432/main",
    "postgres://a:b@neon.tech.example/main",
    "postgres://a:b@db.example/x.neon.tech/",
    "postgres://a:b@pgbouncer:6432/main",
  ])("is the plain one for %s", (url) => {
    expect(isNeon(url)).toBe(false);
  });
});
