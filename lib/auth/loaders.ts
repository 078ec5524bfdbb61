import "server-only";
import { eq } from "drizzle-orm";
import { cache } from "react";
import { ownCreator } from "#lib/creators/queries";
import { workspace } from "#lib/db/schema";
import { environment } from "#lib/env/read";
import { isMailboxOpen, listMail, type Mail } from "#lib/mail/mailbox";
import { openHome } from "#lib/workspaces/open-home";
import { workspacesOf } from "#lib/workspaces/queries";
import type { Scope } from "#lib/workspaces/scope";
import { ground } from "./ground";
import type { Person } from "./person";

/** What TikTok granted to somebody who signs in with TikTok. */
export type OwnGrant = {
  handle: string | null;
  displayName: string;
  avatarUrl: string | null;
  requested: string[];
  granted: string[];
};

/**
 * The grant of the TikTok profile that this person signs in with; `undefined` for staff, who sign in by mail. The
 * permissions count as requested when this copy asks for them now, also if they were added after the grant.
 */
export async function loadOwnGrant(person: Person): Promise<OwnGrant | undefined> {
  const reach = await ground();
  const own = await ownCreator(reach, person.id);
  if (!own?.grant) return undefined;
  const { handle, displayName, avatarUrl, grant } = own;
  const requested = [...new Set([...grant.requestedScopes, ...reach.app.scopes])];
  return { handle, displayName, avatarUrl, requested, granted: grant.grantedScopes };
}

/**
 * The workspace to open for somebody: the one they had open last where they still belong to it, else their oldest. Who
 * belongs to none gets one of their own.
 * @param timeZone of a workspace that has to be opened, IANA
 */
export async function loadLastWorkspace(
  person: Person,
  { last, timeZone }: { last: string | undefined; timeZone: string },
): Promise<string> {
  const reach = await ground();
  const all = await workspacesOf(reach.db, person.id);
  const chosen = all.find(({ id }) => id === last) ?? all[0];
  return chosen?.id ?? openHome(reach, { userId: person.id, timeZone });
}

/** The workspaces of a person, oldest first; looked up once per request. */
export const loadWorkspaces = cache(async (person: Person) => workspacesOf((await ground()).db, person.id));

/** In which zone a page of this workspace tells its times, and what time it is: ISO 8601. */
export async function loadTimes({ db, clock, actor }: Scope): Promise<{ timeZone: string; now: string }> {
  const [row] = await db
    .select({ timeZone: workspace.timeZone })
    .from(workspace)
    .where(eq(workspace.id, actor.workspaceId));
  return { timeZone: row?.timeZone ?? "UTC", now: new Date(clock.now()).toISOString() };
}

/** TikTok's names of the permissions that this copy asks for. */
export const loadAskedScopes = (): readonly string[] => environment().scopes;

/** The mails that stayed here because no mail server is set, newest first; `undefined` where there is no mailbox. */
export function loadMailbox(): Mail[] | undefined {
  const settings = environment();
  return isMailboxOpen(settings) ? listMail(settings.DATA_DIR) : undefined;
}
