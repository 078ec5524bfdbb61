import type { Metadata } from "next";
import { InvitationPage } from "#components/team/invitation-page";
import { currentPerson } from "#lib/auth/session";
import { loadInvitation } from "#lib/workspaces/loaders";

export const metadata: Metadata = { title: "Invitation", robots: { index: false } };

/** Where an invitation leads. Looking at it changes nothing; pressing the button does. */
export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [view, person] = await Promise.all([loadInvitation(token), currentPerson()]);
  return (
    <InvitationPage
      view={view}
      secret={token}
      signedInAs={person ? (person.email ?? person.name ?? "somebody else") : null}
    />
  );
}
