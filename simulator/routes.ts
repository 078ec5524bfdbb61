import { bare, redirect } from "./envelope";
import type { Exchange, Handler } from "./exchange";
import { formOf } from "./exchange";
import { authorize, consent } from "./routes/authorize";
import { showError } from "./routes/authorize-refusal";
import { avatar } from "./routes/avatar";
import { initPhoto } from "./routes/content-init";
import { creatorInfo } from "./routes/creator-info";
import { initDirect, initInbox } from "./routes/init";
import { profilePage, publicMedia, publicPage } from "./routes/public-page";
import { cancel, status } from "./routes/status";
import { revoke, token } from "./routes/token";
import { upload } from "./routes/upload";
import { userInfo } from "./routes/user-info";
import { videoList, videoQuery } from "./routes/videos";

/** A way into the simulated TikTok. Its endpoint is its name in the ledger and for faults. */
export interface Route {
  method: string;
  path: RegExp;
  endpoint: string | ((exchange: Exchange) => string);
  handler: Handler;
  /** Kept out of the ledger: pictures and films that pages load. */
  quiet?: true;
}

const tokenEndpoint = (exchange: Exchange) =>
  formOf(exchange).get("grant_type") === "refresh_token" ? "oauth.refresh" : "oauth.token";

export const ROUTES: readonly Route[] = [
  { method: "GET", path: /^\/v2\/auth\/authorize\/?$/, endpoint: "authorize", handler: authorize },
  { method: "POST", path: /^\/v2\/auth\/authorize\/?$/, endpoint: "consent", handler: consent },
  {
    method: "GET",
    path: /^\/v2\/auth\/authorize\/error\/$/,
    endpoint: "authorize.error",
    handler: showError,
  },
  { method: "POST", path: /^\/v2\/oauth\/token\/$/, endpoint: tokenEndpoint, handler: token },
  { method: "POST", path: /^\/v2\/oauth\/revoke\/$/, endpoint: "oauth.revoke", handler: revoke },
  { method: "GET", path: /^\/v2\/user\/info\/$/, endpoint: "user.info", handler: userInfo },
  {
    method: "POST",
    path: /^\/v2\/post\/publish\/creator_info\/query\/$/,
    endpoint: "creator_info",
    handler: creatorInfo,
  },
  {
    method: "POST",
    path: /^\/v2\/post\/publish\/video\/init\/$/,
    endpoint: "init.direct",
    handler: initDirect,
  },
  {
    method: "POST",
    path: /^\/v2\/post\/publish\/inbox\/video\/init\/$/,
    endpoint: "init.inbox",
    handler: initInbox,
  },
  {
    method: "POST",
    path: /^\/v2\/post\/publish\/content\/init\/$/,
    endpoint: "init.photo",
    handler: initPhoto,
  },
  { method: "POST", path: /^\/v2\/post\/publish\/status\/fetch\/$/, endpoint: "status", handler: status },
  { method: "POST", path: /^\/v2\/post\/publish\/cancel\/$/, endpoint: "cancel", handler: cancel },
  { method: "POST", path: /^\/v2\/video\/list\/$/, endpoint: "video.list", handler: videoList },
  { method: "POST", path: /^\/v2\/video\/query\/$/, endpoint: "video.query", handler: videoQuery },
  { method: "PUT", path: /^\/upload\/video\/$/, endpoint: "put", handler: upload },
  {
    method: "GET",
    path: /^\/avatars\/(?<handle>[\w.]+)\.png$/,
    endpoint: "avatar",
    handler: avatar,
    quiet: true,
  },
  { method: "GET", path: /^\/@(?<handle>[\w.]+)\/video\/(?<id>\d+)$/, endpoint: "page", handler: publicPage },
  { method: "GET", path: /^\/@(?<handle>[\w.]+)\/?$/, endpoint: "page", handler: profilePage },
  // Whoever opens the address itself wants to see what can be done here.
  { method: "GET", path: /^\/$/, endpoint: "page", handler: () => redirect("/_control"), quiet: true },
  {
    method: "GET",
    path: /^\/media\/(?<handle>[\w.]+)\/(?<id>\d+)$/,
    endpoint: "media",
    handler: publicMedia,
    quiet: true,
  },
];

/** What TikTok's gateway says about a path or method that it does not serve. */
export const UNSUPPORTED: Route = {
  method: "*",
  path: /^/,
  endpoint: "unsupported",
  handler: () => ({ ...bare(404, { "content-type": "text/plain" }, "404"), body: "Unsupported path(Janus)" }),
};
