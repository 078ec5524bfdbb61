import "server-only";
import { cache } from "react";
import { ground } from "#lib/auth/ground";
import { currentPerson } from "#lib/auth/session";
import { type InvitationView, readInvitation } from "./read-invitation";

/** What the page behind an invitation's link shows to whoever is signed in here, or to nobody. */
export const loadInvitation = cache(
  async (secret: string): Promise<InvitationView> =>
    readInvitation(await ground(), secret, await currentPerson()),
);
