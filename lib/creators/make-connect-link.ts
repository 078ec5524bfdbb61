import { eq } from "drizzle-orm";
import { newId } from "#lib/db/id";
import { connectLink, user, workspace } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import { log } from "#lib/log/log";
import type { PostOffice } from "#lib/mail/post-office";
import { hashLinkSecret, LINK_LIFETIME_MS, newLinkSecret } from "#lib/workspaces/link-secret";
import type { Scope } from "#lib/workspaces/scope";
import { knowsCreator } from "./knows-creator";
import { creatorName } from "./query-info";

type Sends = { postOffice: PostOffice };

/** The one time that a link is shown. `mailed`: null when nobody asked for a mail, false when it could not be sent. */
export type MadeLink = { linkId: string; url: string; expiresAt: string; mailed: boolean | null };

/**
 * Makes a link by which somebody lets the workspace post to their TikTok, without signing up. It works once, for seven
 * days, and is shown this once: only its hash is kept.
 * @param input.label whom it is for, in the words of who makes it
 * @param input.email where it is mailed to; null to hand it over oneself
 */
export const makeConnectLink = (
  scope: Scope & Sends,
  input: { label: string; email: string | null },
): Promise<Result<MadeLink>> => make(scope, { ...input, creatorId: null });

/** The same for a creator whose permission was lost, is incomplete, or was taken back: another profile is refused. */
export async function makeReconnectLink(
  scope: Scope & Sends,
  { creatorId, email }: { creatorId: string; email: string | null },
): Promise<Result<MadeLink>> {
  const name = await creatorName(scope, creatorId);
  if (!name || !(await knowsCreator(scope, creatorId))) return refuse({ kind: "not_found" });
  const label = name.handle ? `@${name.handle}` : name.displayName || "A TikTok account";
  return make(scope, { creatorId, email, label });
}

async function make(
  scope: Scope & Sends,
  input: { label: string; email: string | null; creatorId: string | null },
): Promise<Result<MadeLink>> {
  const { db, clock, actor, postOffice } = scope;
  const now = clock.now();
  const secret = newLinkSecret();
  const expiresAt = new Date(now + LINK_LIFETIME_MS);
  const row = {
    id: newId(now),
    workspaceId: actor.workspaceId,
    ...input,
    tokenHash: hashLinkSecret(secret),
    createdBy: actor.userId,
    createdAt: new Date(now),
    expiresAt,
  };
  await db.insert(connectLink).values(row);
  const url = `${postOffice.appUrl}/connect/${secret}`;
  const mailed = input.email ? await mailLink(scope, { ...input, email: input.email, url, expiresAt }) : null;
  return done({ linkId: row.id, url, expiresAt: expiresAt.toISOString(), mailed });
}

type Letter = { email: string; url: string; label: string; creatorId: string | null; expiresAt: Date };

async function mailLink(scope: Scope & Sends, letter: Letter): Promise<boolean> {
  const { db, actor, postOffice } = scope;
  const [place] = await db
    .select({ name: workspace.name, timeZone: workspace.timeZone })
    .from(workspace)
    .where(eq(workspace.id, actor.workspaceId));
  const [sender] = await db
    .select({ name: user.name, email: user.email })
    .from(user)
    .where(eq(user.id, actor.userId));
  const team = place?.name ?? "A team";
  const who = sender?.name ?? sender?.email ?? "Somebody";
  const until = new Intl.DateTimeFormat("en-GB", {
    timeZone: place?.timeZone ?? "UTC",
    weekday: "long",
    day: "numeric",
    month: "long",
  }).format(letter.expiresAt);
  const asks = letter.creatorId
    ? `${team} can no longer post for ${letter.label}: TikTok's permission is missing or incomplete. ${who} asks you to give it again.`
    : `${who} of ${team} asks to post videos to your TikTok account for you, with Aircheck.`;
  try {
    await postOffice.send({
      to: letter.email,
      subject: letter.creatorId
        ? `${team} needs ${letter.label} to reconnect TikTok`
        : `${team} asks to post to your TikTok for you`,
      text: [
        asks,
        `This page says what they could do and what not, and asks TikTok for your permission. You need no account with us. The link works once, until ${until}.`,
        letter.url,
        "You can take the permission back at any time, in TikTok's settings or here. If you don't know who this is, ignore this mail.",
      ].join("\n\n"),
    });
    return true;
  } catch (problem) {
    log.warn({ problem: String(problem) }, "a connect link could not be mailed");
    return false;
  }
}
