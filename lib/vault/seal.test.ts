import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { open, type Place, SealBroken, type SealingKey, seal } from "./seal";

const key = (id: string): SealingKey => ({ id, bytes: randomBytes(32) });
const k1 = key("k1");
const k2 = key("k2");
const place: Place = { table: "grant", row: "r1", column: "access_token" };

describe("sealing", () => {
  it("opens to the same text, whatever the text", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ minLength: 1000, maxLength: 5000 }));
    fc.assert(fc.property(text, (plain) => open(seal(plain, place, [k1]), place, [k1]) === plain));
  });

  it("looks different each time, and shows nothing of the text", () => {
    const sealed = Array.from({ length: 200 }, () => seal("act.a-secret-token", place, [k1]));
    expect(new Set(sealed).size).toBe(200);
    expect(new Set(sealed.map((each) => each.split(".")[2])).size).toBe(200);
    for (const each of sealed)
      expect(Buffer.from(each, "base64url").toString("latin1")).not.toContain("secret");
  });

  it("opens only where it was made: another row, column or table is another place", () => {
    const sealed = seal("act.x", place, [k1]);
    for (const other of [{ row: "r2" }, { column: "refresh_token" }, { table: "attempt" }])
      expect(() => open(sealed, { ...place, ...other }, [k1])).toThrow(SealBroken);
    // Parts of a place cannot be pushed from one into the other.
    const shifted = { table: "grant", row: 'r1","access', column: "token" };
    expect(() => open(sealed, shifted, [k1])).toThrow(SealBroken);
  });

  it("does not open when one bit of it is another", () => {
    const sealed = seal("act.x-rather-longer-token", place, [k1]);
    const [version, id, ...parts] = sealed.split(".");
    for (const [index, part] of parts.entries()) {
      const bytes = Buffer.from(part, "base64url");
      for (let at = 0; at < bytes.length; at++) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        const all = parts.with(index, changed.toString("base64url"));
        expect(() => open([version, id, ...all].join("."), place, [k1])).toThrow(SealBroken);
      }
    }
  });

  it("takes no shortened tag", () => {
    const [version, id, nonce, tag, text] = seal("act.x", place, [k1]).split(".");
    for (const length of [0, 4, 8, 12, 15]) {
      const short = Buffer.from(tag ?? "", "base64url")
        .subarray(0, length)
        .toString("base64url");
      expect(() => open([version, id, nonce, short, text].join("."), place, [k1])).toThrow(SealBroken);
    }
  });

  it("fails closed on anything that is not a seal", () => {
    const noise = fc.oneof(
      fc.string(),
      fc.array(fc.string(), { maxLength: 7 }).map((parts) => parts.join(".")),
      fc.array(fc.base64String(), { maxLength: 4 }).map((parts) => ["v1", "k1", ...parts].join(".")),
    );
    fc.assert(
      fc.property(noise, (text) => {
        expect(() => open(text, place, [k1])).toThrow(SealBroken);
      }),
      { numRuns: 500 },
    );
  });

  it("says in its problem where it is, and never what it is or with which key", () => {
    const sealed = seal("act.very-secret", place, [k1]);
    try {
      open(sealed, place, [k2]);
      expect.unreachable();
    } catch (problem) {
      const text = `${problem}${JSON.stringify(problem)}${(problem as Error).stack}${(problem as Error).cause}`;
      expect(text).toContain("access_token");
      expect(text).not.toMatch(/very-secret/);
      expect(text).not.toContain(k1.bytes.toString("base64"));
      expect(text).not.toContain(sealed);
    }
  });
});

describe("keys", () => {
  it("rotate: what an older key sealed still opens; new seals use the newest", () => {
    const old = seal("act.x", place, [k1]);
    expect(open(old, place, [k2, k1])).toBe("act.x");
    const fresh = seal("act.x", place, [k2, k1]);
    expect(fresh.split(".")[1]).toBe("k2");
  });

  it("that were thrown away open nothing", () => {
    const sealed = seal("act.x", place, [k1]);
    expect(() => open(sealed, place, [k2])).toThrow(SealBroken);
    expect(() => open(sealed, place, [])).toThrow(SealBroken);
    // The same name on other bytes is another key.
    expect(() => open(sealed, place, [key("k1")])).toThrow(SealBroken);
  });

  it("are named in the seal, and a changed name does not open", () => {
    const twin = { id: "k9", bytes: k1.bytes };
    const sealed = seal("act.x", place, [k1]).replace(".k1.", ".k9.");
    expect(() => open(sealed, place, [twin])).toThrow(SealBroken);
  });

  it("must be there to seal", () => {
    expect(() => seal("act.x", place, [])).toThrow("no key");
  });
});
