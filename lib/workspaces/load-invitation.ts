import { and, eq } from "drizzle-orm";
import { invitation } from "#lib/db/schema";
import type { Scope } from "./scope";

/** An invitation to the actor's workspace. A foreign one is as absent as one that never was. */
export async function loadInvitation({ db, actor }: Scope, invitationId: string) {
  const [row] = await db
    .select()
    .from(invitation)
    .where(and(eq(invitation.id, invitationId), eq(invitation.workspaceId, actor.workspaceId)));
  return row;
}
