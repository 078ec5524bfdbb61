import type { RecordedActor } from "#lib/db/json";
import type { Member } from "#lib/workspaces/scope";

/** A member as history keeps them: with the name they had then. */
export const recorded = (actor: Member): RecordedActor => ({
  kind: "member",
  userId: actor.userId,
  name: actor.name,
});
