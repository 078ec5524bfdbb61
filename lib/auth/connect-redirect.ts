import "server-only";
import { environment } from "#lib/env/read";

/** Where TikTok sends people back after connecting a creator to a workspace: registered with TikTok to the letter. */
export const connectRedirect = () => `${environment().APP_URL}/connect/callback`;
