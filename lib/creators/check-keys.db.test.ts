import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SealingKey } from "#lib/vault/seal";
import { checkKeys, markKeys, WrongKey } from "./check-keys";
import { createGround, type TestGround } from "./test-ground";

let ground: TestGround;
beforeAll(async () => {
  ground = await createGround();
});
afterAll(() => ground.close());
beforeEach(() => ground.reset());

const key = (id: string): SealingKey => ({ id, bytes: randomBytes(32) });
const [k1, k2, stranger] = [key("k1"), key("k2"), key("k1")];
const mark = (...keys: SealingKey[]) => markKeys(ground.reach.db, keys);
const check = (keys: SealingKey[], patienceMs = 0) => checkKeys(ground.reach.db, keys, patienceMs);

describe("a worker", () => {
  it("works with the web process's keys", async () => {
    await mark(k2, k1);
    await expect(check([k2, k1])).resolves.toBeUndefined();
  });

  it("refuses another key of the same name, and says where the right one is", async () => {
    await mark(k1);
    await expect(check([stranger])).rejects.toThrow(WrongKey);
    await expect(check([stranger])).rejects.toThrow(/key k1 is not the one.*same TOKEN_KEY.*secrets\.json/s);
  });

  it("waits for a web process that is just starting, and says so when there is none with its key", async () => {
    await mark(k1);
    await expect(check([k2, k1])).rejects.toThrow(/No web process has started with the key k2/);
    const waiting = check([k2, k1], 10_000);
    await mark(k2, k1);
    await expect(waiting).resolves.toBeUndefined();
  });

  it("leaves nothing behind that the web process would have to agree with", async () => {
    await expect(check([stranger])).rejects.toThrow(WrongKey);
    await expect(mark(k1)).resolves.toBe(0);
  });
});

describe("a web process", () => {
  it("starts again with its key, and with a newer one in front", async () => {
    await mark(k1);
    await mark(k1);
    await expect(mark(k2, k1)).resolves.toBe(0);
  });

  it("refuses another key of the same name, and says what to do when the right one is lost", async () => {
    await mark(k1);
    await expect(mark(stranger)).rejects.toThrow(/lost for good.*another name.*connected again/s);
    await expect(mark(k1)).resolves.toBe(0);
  });

  it("counts the accounts whose key is not at hand", async () => {
    await ground.addCreator("lena.rooftop");
    expect(await mark(...ground.reach.keys)).toBe(0);
    expect(await mark(k2)).toBe(1);
  });
});
