import { ALL_SCOPES, type Scope } from "./scopes";
import { type Check, isBoolean, isOneOf, isText, isTextList, isWhole, orNull } from "./shape";

export type PkceMode = "off" | "optional" | "required";

/** The client app as its owner registered it with TikTok, and the switches for what TikTok leaves undocumented. */
export interface AppSettings {
  clientKey: string;
  clientSecret: string;
  redirectUris: string[];
  /** Passed the Direct Post audit: https://developers.tiktok.com/doc/content-sharing-guidelines */
  audited: boolean;
  sandbox: boolean;
  /** Handles that may authorize a sandbox app. */
  targetUsers: string[];
  /** Where the refusal of a person who is no target user is shown. */
  sandboxRefusal: "redirect" | "page";
  loginKitEnabled: boolean;
  /** Scopes enabled for the app. */
  scopes: Scope[];
  pkceMode: PkceMode;
  /** Creators who may post in 24 hours; null is 5 for an unaudited app and no limit for an audited one. */
  activeCreatorCap: number | null;
  tokenErrorStatus: 200 | 400;
  /** `current`: 2 hours and 180 days; `older`: 24 hours and 365 days from the first issue. */
  lifetimes: "current" | "older";
  rotation: "always" | "never";
  invalidParamSpelling: "invalid_params" | "invalid_param";
  pendingShareStatus: 400 | 403;
  fieldScopeError: "scope_not_authorized" | "scope_permission_missed";
  brandedSelfOnly: "refuse" | "accept";
  /** Whether an error's envelope carries an empty `data`. */
  errorData: "missing" | "empty";
  codeLifetimeSec: number;
  uploadUrlLifetimeSec: number;
  /** Addresses the app has proved to own: domains, or prefixes that end in a slash. */
  urlProperties: string[];
  /** How long after *init* TikTok begins to fetch, and how long it waits before it tries again. Real time. */
  pullDelayMs: number;
  pullRetryMs: number;
  processingMs: number;
  moderationMs: number;
  dailyPostCap: number;
  pendingShareCap: number;
}

export const DEFAULT_APP: Readonly<AppSettings> = {
  clientKey: "awsimulatorkey",
  clientSecret: "simulator-secret-not-for-production",
  redirectUris: ["localhost", "127.0.0.1"].flatMap((host) => [
    `http://${host}:3000/api/auth/callback/tiktok`,
    `http://${host}:3000/connect/callback`,
  ]),
  audited: true,
  sandbox: false,
  targetUsers: [],
  sandboxRefusal: "redirect",
  loginKitEnabled: true,
  scopes: ALL_SCOPES,
  pkceMode: "optional",
  activeCreatorCap: null,
  tokenErrorStatus: 200,
  lifetimes: "current",
  rotation: "always",
  invalidParamSpelling: "invalid_params",
  pendingShareStatus: 400,
  fieldScopeError: "scope_not_authorized",
  brandedSelfOnly: "refuse",
  errorData: "missing",
  codeLifetimeSec: 600,
  uploadUrlLifetimeSec: 3600,
  urlProperties: [],
  pullDelayMs: 100,
  pullRetryMs: 500,
  processingMs: 2000,
  moderationMs: 3000,
  dailyPostCap: 15,
  pendingShareCap: 5,
};

/** What `POST /_control/app` accepts for each setting. */
export const APP_CHECKS: Record<keyof AppSettings, Check> = {
  clientKey: isText,
  clientSecret: isText,
  redirectUris: isTextList,
  audited: isBoolean,
  sandbox: isBoolean,
  targetUsers: isTextList,
  sandboxRefusal: isOneOf("redirect", "page"),
  loginKitEnabled: isBoolean,
  scopes: (value) => Array.isArray(value) && value.every(isOneOf(...ALL_SCOPES)),
  pkceMode: isOneOf("off", "optional", "required"),
  activeCreatorCap: orNull(isWhole(0)),
  tokenErrorStatus: isOneOf(200, 400),
  lifetimes: isOneOf("current", "older"),
  rotation: isOneOf("always", "never"),
  invalidParamSpelling: isOneOf("invalid_params", "invalid_param"),
  pendingShareStatus: isOneOf(400, 403),
  fieldScopeError: isOneOf("scope_not_authorized", "scope_permission_missed"),
  brandedSelfOnly: isOneOf("refuse", "accept"),
  errorData: isOneOf("missing", "empty"),
  codeLifetimeSec: isWhole(1),
  uploadUrlLifetimeSec: isWhole(1),
  urlProperties: isTextList,
  pullDelayMs: isWhole(0),
  pullRetryMs: isWhole(0),
  processingMs: isWhole(0),
  moderationMs: isWhole(0),
  dailyPostCap: isWhole(0),
  pendingShareCap: isWhole(0),
};

/** A sandbox app is never an audited one. */
export const isAudited = (app: AppSettings) => app.audited && !app.sandbox;
