import { describe, expect, it } from "vitest";
import { rows } from "./catalog";
import { codeNamed, search } from "./search";

describe("search", () => {
  it.each(rows.map((row) => row.code))("finds %s by its name, first", (code) => {
    expect(search(code).exact[0]).toBe(code);
  });

  it("finds the code in a pasted answer", () => {
    const pasted =
      '{"error":{"code":"spam_risk_too_many_posts","message":"internal scope text","log_id":"2026"}}';
    expect(search(pasted).exact[0]).toBe("spam_risk_too_many_posts");
  });

  it("finds a fail reason in a pasted status whose own code is ok", () => {
    const pasted = '{"data":{"status":"FAILED","fail_reason":"internal"},"error":{"code":"ok","message":""}}';
    expect(search(pasted).exact[0]).toBe("internal");
  });

  it("finds the code in a log line, and does not take a longer word for it", () => {
    const line =
      "2026-11-24T15:53:11Z WARN publish attempt=2 http=500 error=internal_error log_id=20260828035612A3";
    expect(search(line).exact).toContain("internal_error");
    expect(search(line).exact).not.toContain("internal");
    expect(search("my_internal_error_handler crashed").exact).toEqual([]);
  });

  it("finds what TikTok appends to its own error page", () => {
    const address =
      "https://www.tiktok.com/v2/auth/error?error=param_error&errCode=10007&error_type=code_challenge";
    expect(search(address).exact[0]).toBe("param_error.code_challenge");
  });

  it("finds the seed's names", () => {
    expect(search("video duration").exact).toEqual(["duration_check_failed"]);
    expect(search("file size").exact[0]).toBe("media.too_large");
    expect(search("Too Many Requests").exact[0]).toBe("rate_limit_exceeded");
  });

  it("finds rows by plain words", () => {
    expect(search("caption refused").exact.concat(search("caption refused").matches)).toContain(
      "spam_risk_text",
    );
    expect(search("reconnect").matches).toContain("access_token_invalid");
  });

  it("offers the nearest codes when nothing fits", () => {
    const found = search("acess_tokn_invalidd");
    expect(found.exact).toEqual([]);
    expect(found.nearest[0]).toBe("access_token_invalid");
    expect(search("zzzzqqq").nearest).toHaveLength(5);
  });

  it("finds nothing in nothing, and takes a very long paste", () => {
    expect(search("   ")).toEqual({ exact: [], matches: [], nearest: [] });
    expect(search(`${"x ".repeat(200_000)}spam_risk`).exact).toEqual([]);
  });

  it("knows a code by each of its names", () => {
    expect(codeNamed("invalid_param")).toBe("invalid_params");
    expect(codeNamed("Internal_Error")).toBe("internal_error");
    expect(codeNamed("no_such_code")).toBeUndefined();
  });
});
