import { createHash, randomBytes } from "node:crypto";

/** How long an invitation or a connect link can be used, ms. */
export const LINK_LIFETIME_MS = 7 * 24 * 60 * 60_000;

/** The secret part of a link that is sent to somebody: 256 bits. It is shown or mailed once and never stored. */
export const newLinkSecret = () => randomBytes(32).toString("base64url");

/** What is stored of it: who reads the table cannot follow the link. */
export const hashLinkSecret = (secret: string) => createHash("sha256").update(secret).digest("hex");
