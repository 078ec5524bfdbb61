import type { Fault, FaultEndpoint, FaultReply, NetworkFault, PullManner } from "./fault";

export interface FaultPreset {
  /** The name: TikTok's code, with `@where` when the code has several channels. */
  preset: string;
  /** TikTok's code exactly; the HTTP status for uploads, `network_<kind>` for the line. */
  code: string;
  /** Which of TikTok's ways of saying no it is; `network` when TikTok says nothing. */
  channel: "authorize" | "token" | "api" | "fail_reason" | "upload" | "network" | "pull";
  on: FaultEndpoint;
  title: string;
  fault: Fault;
}

const GENERIC_403 =
  "Please review our integration guidelines at https://developers.tiktok.com/doc/content-sharing-guidelines/";
const URL_RULES =
  "Please review our URL ownership verification rules at https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide/#pull_from_url";
const BAD_TOKEN = "The access token is invalid or not found in the request.";
const NO_SCOPE = "The user did not authorize the scope required for completing this request.";
const BAD_POST = "The request post info is empty or incorrect";

function answer(
  code: string,
  status: number,
  on: FaultEndpoint,
  title: string,
  message = code,
  where?: string,
): FaultPreset {
  const preset = where ? `${code}@${where}` : code;
  const channel = on.startsWith("oauth.") ? "token" : "api";
  return { preset, code, channel, on, title, fault: { on, reply: { status, code, message } } };
}

/** The same code at several endpoints: the first one has the plain name. */
function everywhere(
  code: string,
  status: number,
  endpoints: readonly FaultEndpoint[],
  title: string,
  message = code,
): FaultPreset[] {
  return endpoints.map((on, i) =>
    answer(code, status, on, `${title} (${on})`, message, i === 0 ? undefined : on),
  );
}

function atProcessing(failReason: string, title: string, alone = true): FaultPreset {
  const preset = alone ? failReason : `${failReason}@fail_reason`;
  return {
    preset,
    code: failReason,
    channel: "fail_reason",
    on: "processing",
    title,
    fault: { on: "processing", failReason },
  };
}

function atAuthorize(
  preset: string,
  code: string,
  channel: "page" | "redirect",
  title: string,
  errorType?: string,
  errCode?: string,
): FaultPreset {
  const reply: FaultReply = { status: 200, code, message: title, channel, errorType, errCode };
  return { preset, code, channel: "authorize", on: "authorize", title, fault: { on: "authorize", reply } };
}

function atUpload(status: number, title: string): FaultPreset {
  const code = String(status);
  return {
    preset: `put_${code}`,
    code,
    channel: "upload",
    on: "put",
    title,
    fault: { on: "put", reply: { status, code, message: "" } },
  };
}

function onTheLine(on: FaultEndpoint, network: NetworkFault, title: string, delayMs?: number): FaultPreset {
  return {
    preset: `${network}@${on}`,
    code: `network_${network}`,
    channel: "network",
    on,
    title,
    fault: { on, network, delayMs },
  };
}

const atPull = (pull: PullManner, title: string): FaultPreset => ({
  preset: `pull_${pull}`,
  code: `pull_${pull}`,
  channel: "pull",
  on: "pull",
  title,
  fault: { on: "pull", pull },
});

const DATA: readonly FaultEndpoint[] = ["init.direct", "init.inbox", "creator_info", "status", "user.info"];

/** One row for every code that TikTok documents or was seen to answer, at each place where it can appear. */
export const FAULT_PRESETS: readonly FaultPreset[] = [
  ...everywhere("access_token_invalid", 401, DATA, "The access token is dead", BAD_TOKEN),
  ...everywhere("scope_not_authorized", 401, DATA, "The permission was not granted", NO_SCOPE),
  ...everywhere("rate_limit_exceeded", 429, DATA, "Too many requests this minute"),
  ...everywhere("internal_error", 500, DATA, "TikTok has an internal error", "Internal error"),
  answer("scope_permission_missed", 400, "user.info", "Fields asked for need more permissions", NO_SCOPE),
  ...everywhere("invalid_params", 400, ["init.direct", "init.inbox"], "A field is wrong", BAD_POST),
  answer("invalid_param", 400, "init.direct", "A field is wrong, in the documented spelling", BAD_POST),
  answer("invalid_file_upload", 400, "init.direct", "The file breaks the API's rules"),
  ...everywhere(
    "spam_risk_user_banned_from_posting",
    403,
    ["init.direct", "init.inbox"],
    "Banned from posting",
    GENERIC_403,
  ),
  answer("spam_risk_user_banned_from_posting", 200, "creator_info", "Banned, told early", "", "creator_info"),
  atProcessing("spam_risk_user_banned_from_posting", "Banned while processing", false),
  answer("spam_risk_too_many_posts", 403, "init.direct", "Daily posts used up", GENERIC_403),
  answer(
    "spam_risk_too_many_posts",
    200,
    "creator_info",
    "Daily posts used up, told early",
    "",
    "creator_info",
  ),
  atProcessing("spam_risk_too_many_posts", "Daily posts used up while processing", false),
  answer(
    "reached_active_user_cap",
    403,
    "init.direct",
    "The app's creators for today are used up",
    GENERIC_403,
  ),
  answer(
    "reached_active_user_cap",
    200,
    "creator_info",
    "No more creators today, told early",
    "",
    "creator_info",
  ),
  answer("spam_risk_too_many_pending_share", 400, "init.inbox", "Five drafts are waiting"),
  answer(
    "unaudited_client_can_only_post_to_private_accounts",
    403,
    "init.direct",
    "Unaudited app and a public profile",
    GENERIC_403,
  ),
  ...everywhere(
    "url_ownership_unverified",
    403,
    ["init.direct", "init.inbox", "init.photo", "cancel"],
    "Media host not verified",
    URL_RULES,
  ),
  answer("privacy_level_option_mismatch", 403, "init.direct", "Privacy not offered (any more)", GENERIC_403),
  atPull("early", "It fetches before its own answer is out"),
  atPull("late", "It fetches only after a while"),
  atPull("repeated", "It fetches every file twice"),
  atPull("ranged", "It fetches in parts"),
  atPull("dropped", "It hangs up in the middle and comes again"),
  atPull("slow", "It rests in the middle of the first file"),
  answer("app_version_check_failed", 400, "init.photo", "The creator's TikTok app is too old"),
  ...everywhere("invalid_publish_id", 400, ["status", "cancel"], "TikTok does not know the publish id"),
  ...everywhere(
    "token_not_authorized_for_specified_publish_id",
    400,
    ["status", "cancel"],
    "The publish belongs to somebody else",
  ),
  answer("publish_not_cancellable", 400, "cancel", "Too late to cancel"),
  atProcessing("spam_risk_text", "The caption was judged risky"),
  atProcessing("spam_risk", "The post was judged risky"),
  atProcessing("file_format_check_failed", "The file's format is not supported"),
  atProcessing("duration_check_failed", "The video's length is not allowed"),
  atProcessing("frame_rate_check_failed", "The frame rate is not supported"),
  atProcessing("picture_size_check_failed", "The picture size is not supported"),
  atProcessing("video_pull_failed", "TikTok could not fetch the video"),
  atProcessing("photo_pull_failed", "TikTok could not fetch a photo"),
  atProcessing("internal", "Part of TikTok was unavailable"),
  atProcessing("publish_cancelled", "The publish was cancelled"),
  atProcessing("auth_removed", "The creator removed the app while processing"),
  atAuthorize("access_denied", "access_denied", "redirect", "The user denied the authorization request."),
  atAuthorize("non_sandbox_target", "access_denied", "redirect", "Not a target user", "non_sandbox_target"),
  atAuthorize(
    "unauthorized_client",
    "unauthorized_client",
    "page",
    "The client key is refused",
    "client_key",
  ),
  atAuthorize(
    "invalid_request",
    "invalid_request",
    "page",
    "The redirect URI is not registered",
    "redirect_uri",
  ),
  atAuthorize("invalid_scope", "invalid_scope", "page", "A scope is not enabled for the app", "scope"),
  atAuthorize(
    "param_error_10007",
    "param_error",
    "page",
    "The PKCE challenge is missing",
    "code_challenge",
    "10007",
  ),
  atAuthorize(
    "param_error_10008",
    "param_error",
    "page",
    "The PKCE method is refused",
    "code_challenge_method",
    "10008",
  ),
  atAuthorize(
    "unsupported_response_type",
    "unsupported_response_type",
    "redirect",
    "Response type not supported",
  ),
  atAuthorize("server_error@authorize", "server_error", "redirect", "TikTok's sign-in has an error"),
  atAuthorize(
    "temporarily_unavailable@authorize",
    "temporarily_unavailable",
    "redirect",
    "TikTok's sign-in is away for a moment",
  ),
  ...["oauth.token", "oauth.refresh"].flatMap((on) => atTokens(on === "oauth.token" ? on : "oauth.refresh")),
  atUpload(400, "The upload's headers are wrong"),
  atUpload(403, "The upload URL has expired"),
  atUpload(404, "TikTok does not know the upload"),
  atUpload(416, "The chunk does not fit the progress"),
  atUpload(429, "Too many requests to the upload host"),
  atUpload(500, "Upload: internal error"),
  atUpload(503, "Upload: gateway unavailable"),
  answer(
    "mercury_in_retrograde",
    403,
    "init.direct",
    "A code nobody has heard of",
    "An undocumented refusal",
  ),
  answer("spam_risk_something_new", 403, "init.direct", "An unknown code of the spam family", GENERIC_403),
  atProcessing("novel_check_failed", "A fail_reason nobody has heard of"),
  ...(["init.direct", "init.inbox", "init.photo", "put", "status", "oauth.refresh"] as const).flatMap(
    (on) => [
      onTheLine(on, "drop_before", `Line breaks before anything happened (${on})`),
      onTheLine(on, "drop_after", `Line breaks after it happened (${on})`),
      onTheLine(on, "garbage", `An HTML page instead of an answer (${on})`),
      onTheLine(on, "http_5xx", `502 from a gateway (${on})`),
      onTheLine(on, "slow", `The answer comes at 1 byte a second (${on})`, 1000),
      onTheLine(on, "delay", `The answer takes 3 seconds (${on})`, 3000),
    ],
  ),
];

function atTokens(on: "oauth.token" | "oauth.refresh"): FaultPreset[] {
  const where = on === "oauth.token" ? "token" : "refresh";
  const row = (code: string, message: string) =>
    answer(code, 200, on, `${message} (${where})`, message, where);
  return [
    row("invalid_client", "Client key or secret is incorrect"),
    row(
      "invalid_grant",
      where === "token" ? "Authorization code is expired." : "Refresh token is invalid or expired.",
    ),
    row("invalid_request", "The request parameters are malformed."),
    row("invalid_scope", "The scope is unknown."),
    row("unauthorized_client", "The client may not use this grant."),
    row("unsupported_grant_type", "The grant type is not supported."),
    row("unsupported_response_type", "The response type is not supported."),
    row("access_denied", "The owner or server denied the request."),
    row("server_error", "The server met an unexpected condition."),
    row("temporarily_unavailable", "The server is overloaded for the moment."),
    answer("rate_limit_exceeded", 429, on, `Too many requests (${where})`, undefined, where),
  ];
}
