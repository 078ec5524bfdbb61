import { afterEach, expect, it } from "vitest";
import { databaseIsAhead, noteDatabaseTime } from "./measured";

afterEach(() => noteDatabaseTime(0, 0, 0));

it("follows a database whose clock is ahead or behind by minutes", () => {
  noteDatabaseTime(1_000, 601_010, 1_020);
  expect(databaseIsAhead()).toBe(600_000);
  noteDatabaseTime(2_000, 2_010 - 600_000, 2_020);
  expect(databaseIsAhead()).toBe(-600_000);
});

it("does not tremble with the way of the answer, and follows once a measurement is sure", () => {
  noteDatabaseTime(1_000, 1_040, 1_100);
  expect(databaseIsAhead()).toBe(0);
  noteDatabaseTime(2_000, 2_052, 2_004);
  expect(databaseIsAhead()).toBe(50);
  noteDatabaseTime(3_000, 3_080, 3_080);
  expect(databaseIsAhead()).toBe(50);
});
