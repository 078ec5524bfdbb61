import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "./json";

describe("parsing JSON", () => {
  it("keeps all 19 digits of a bare number, in lists and objects", () => {
    expect(parseJson('{"id":[7512345678901234567],"n":{"x":-9223372036854775808}}')).toEqual({
      id: ["7512345678901234567"],
      n: { x: "-9223372036854775808" },
    });
  });

  it("keeps the digits of any long whole number", () => {
    const long = fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(long, fc.boolean(), (value, negative) => {
        const text = `${negative ? "-" : ""}${value}`;
        expect(parseJson(`[${text}]`)).toEqual([text]);
      }),
    );
  });

  it("leaves everything else as JSON has it", () => {
    const values = fc.jsonValue({ noUnicodeString: false }).filter((value) => {
      const numbers = JSON.stringify(value).match(/-?\d+(\.\d+)?([eE][+-]?\d+)?/g) ?? [];
      return numbers.every((each) => Number.isSafeInteger(Number(each)) || !/^-?\d+$/.test(each));
    });
    fc.assert(
      fc.property(values, (value) => {
        const text = JSON.stringify(value);
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
    expect(parseJson("[1.5e300,9007199254740991,0.1]")).toEqual([1.5e300, 9007199254740991, 0.1]);
  });

  it.each(["", "<html>", "{", "[1,]", "undefined"])("refuses %j", (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });
});
