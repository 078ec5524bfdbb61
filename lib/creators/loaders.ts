import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { ground } from "#lib/auth/ground";
import { readReceipt } from "#lib/auth/link-cookies";
import { type ConnectLinkView, noteOpened, viewConnectLink } from "./open-connect-link";

/**
 * What the page behind a connect link shows to this browser. A page that somebody opens is noted; what only fetches it,
 * as mail scanners do, is not.
 */
export const loadConnectLink = cache(async (secret: string): Promise<ConnectLinkView> => {
  const reach = await ground();
  const view = await viewConnectLink(reach, { secret, receipt: readReceipt(await cookies()) });
  const isOpened = (await headers()).get("sec-fetch-dest") === "document";
  if (view.kind === "open" && isOpened) await noteOpened(reach, secret);
  return view;
});
