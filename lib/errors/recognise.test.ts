import { describe, expect, it } from "vitest";
import { rows } from "./catalog";
import { type Answer, type Endpoint, recognise } from "./recognise";

const api = (...codes: string[]) => codes.map((code): [Answer, string] => [{ channel: "api", code }, code]);
const reason = (...codes: string[]) =>
  codes.map((code): [Answer, string] => [{ channel: "fail_reason", code }, code]);
const token = (...codes: string[]) =>
  codes.map((code): [Answer, string] => [{ channel: "token", code }, code]);

/** Every code that TikTok documents or was seen to answer, in its own channel. */
const table: [Answer, string][] = [
  ...api(
    "access_token_invalid",
    "scope_not_authorized",
    "scope_permission_missed",
    "spam_risk_user_banned_from_posting",
    "spam_risk_too_many_posts",
    "spam_risk_too_many_pending_share",
    "reached_active_user_cap",
    "invalid_file_upload",
    "rate_limit_exceeded",
    "unaudited_client_can_only_post_to_private_accounts",
    "url_ownership_unverified",
    "privacy_level_option_mismatch",
    "invalid_params",
    "internal_error",
    "app_version_check_failed",
    "invalid_publish_id",
    "token_not_authorized_for_specified_publish_id",
    "publish_not_cancellable",
  ),
  [{ channel: "api", code: "invalid_param", httpStatus: 400 }, "invalid_params"],
  ...reason(
    "file_format_check_failed",
    "duration_check_failed",
    "frame_rate_check_failed",
    "picture_size_check_failed",
    "internal",
    "video_pull_failed",
    "photo_pull_failed",
    "publish_cancelled",
    "auth_removed",
    "spam_risk_too_many_posts",
    "spam_risk_user_banned_from_posting",
    "spam_risk_text",
    "spam_risk",
  ),
  ...token(
    "access_denied",
    "invalid_client",
    "invalid_grant",
    "invalid_request",
    "invalid_scope",
    "unauthorized_client",
    "unsupported_grant_type",
    "unsupported_response_type",
    "server_error",
    "temporarily_unavailable",
  ),
  [{ channel: "token", endpoint: "token_refresh", code: "invalid_grant", httpStatus: 200 }, "invalid_grant"],
  [
    { channel: "token", endpoint: "token_exchange", code: "invalid_grant", httpStatus: 200 },
    "connect.code_expired",
  ],
  [{ channel: "authorize", code: "access_denied" }, "access_denied"],
  [{ channel: "authorize", code: "access_denied", errorType: "non_sandbox_target" }, "non_sandbox_target"],
  [{ channel: "authorize", code: "access_denied", errorType: "something_new" }, "access_denied"],
  [
    { channel: "authorize", code: "invalid_request", errorType: "redirect_uri" },
    "invalid_request.redirect_uri",
  ],
  [{ channel: "authorize", code: "invalid_scope", errorType: "scope" }, "invalid_scope"],
  [{ channel: "authorize", code: "unauthorized_client", errorType: "client_key" }, "unauthorized_client"],
  [{ channel: "authorize", code: "param_error", errCode: 10007 }, "param_error.code_challenge"],
  [
    { channel: "authorize", code: "param_error", errCode: "10008", errorType: "x" },
    "param_error.code_challenge_method",
  ],
  [{ channel: "authorize", code: "param_error", errorType: "code_challenge" }, "param_error.code_challenge"],
  [{ channel: "authorize", code: "", errorType: "client_key" }, "unauthorized_client"],
  [{ channel: "authorize", code: "unsupported_response_type" }, "unsupported_response_type"],
  [{ channel: "authorize", code: "server_error" }, "server_error"],
  [{ channel: "authorize", code: "temporarily_unavailable" }, "temporarily_unavailable"],
  [{ channel: "upload", httpStatus: 400 }, "upload.refused"],
  [{ channel: "upload", httpStatus: 403 }, "upload.expired"],
  [{ channel: "upload", httpStatus: 404, code: "404" }, "upload.not_found"],
  [{ channel: "upload", httpStatus: 416 }, "upload.out_of_step"],
  [{ channel: "upload", httpStatus: 500 }, "upload.unavailable"],
  [{ channel: "upload", httpStatus: 503 }, "upload.unavailable"],
  [{ channel: "upload", httpStatus: 418 }, "unknown"],
  [{ channel: "webhook", code: "authorization.removed" }, "authorization.removed"],
  [{ channel: "webhook", code: "authorization.removed", errCode: 0 }, "authorization.removed"],
  [{ channel: "webhook", code: "authorization.removed", errCode: 1 }, "authorization.removed.user"],
  [
    { channel: "webhook", code: "authorization.removed", errCode: 2 },
    "authorization.removed.account_deleted",
  ],
  [{ channel: "webhook", code: "authorization.removed", errCode: 3 }, "authorization.removed.age_changed"],
  [{ channel: "webhook", code: "authorization.removed", errCode: 4 }, "authorization.removed.account_banned"],
  [{ channel: "webhook", code: "authorization.removed", errCode: 5 }, "authorization.removed.developer"],
  [{ channel: "webhook", code: "authorization.removed", errCode: 9 }, "authorization.removed"],
  [{ channel: "webhook", code: "picture_size_check_failed" }, "picture_size_check_failed"],
  [{ channel: "webhook", code: "post.publish.no_longer_publicaly_available" }, "post.no_longer_public"],
  [{ channel: "webhook", code: "post.publish.no_longer_publicly_available" }, "post.no_longer_public"],
  [{ channel: "api", httpStatus: 502 }, "tiktok.unavailable"],
  [{ channel: "api", httpStatus: 429, code: "" }, "rate_limit_exceeded"],
  [{ channel: "token", httpStatus: 503 }, "tiktok.unavailable"],
  [{ channel: "api", httpStatus: 200 }, "tiktok.unreadable_answer"],
  [{ channel: "api", code: "brand_new_code", httpStatus: 403 }, "unknown"],
  [{ channel: "api", code: "spam_risk_brand_new", httpStatus: 403 }, "unknown"],
  [{ channel: "fail_reason", code: "brand_new_reason" }, "unknown"],
];

describe("recognise", () => {
  it.each(table)("reads %j as %s", (answer, code) => {
    expect(recognise(answer)).toBe(code);
  });

  it("covers every row that TikTok's answers can lead to", () => {
    const covered = new Set(table.map(([, code]) => code));
    expect(rows.filter((row) => row.wire.length && !covered.has(row.code)).map((row) => row.code)).toEqual(
      [],
    );
  });

  it("does not depend on the endpoint where the code alone says it", () => {
    const endpoints: Endpoint[] = ["video_init", "inbox_init", "photo_init", "creator_info", "status"];
    for (const endpoint of endpoints) {
      expect(recognise({ channel: "api", endpoint, code: "access_token_invalid" })).toBe(
        "access_token_invalid",
      );
    }
  });

  it("takes nothing for a code that merely contains one", () => {
    for (const code of [
      "my_internal_error",
      "internal_error ",
      "INTERNAL_ERROR",
      "spam_risk_text_2",
      "ok spam_risk",
    ]) {
      expect(recognise({ channel: "api", code })).toBe("unknown");
    }
  });

  it("keeps channels apart: a fail reason is not a code of the data endpoints", () => {
    expect(recognise({ channel: "api", code: "frame_rate_check_failed" })).toBe("unknown");
    expect(recognise({ channel: "fail_reason", code: "internal_error" })).toBe("unknown");
  });
});
