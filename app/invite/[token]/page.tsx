import type { Metadata } from "next";
import { InvitationPage } from "#components/team/invitation-page";
import { currentPerson } from "#lib/auth/session";
import { loadInvitation } from "#lib/workspaces/loaders";

type Props = { params: Promise<{ token: string }> };

/** The kinds of invitations that lead nowhere any more. */
const ENDED: ReadonlySet<string> = new Set(["unknown", "expired", "revoked", "used"]);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { kind } = await loadInvitation((await params).token);
  const title = ENDED.has(kind) ? "Error: this invitation opens nothing" : "Invitation";
  return { title, robots: { index: false } };
}

/** Where an invitation leads. Looking at it changes nothing; pressing the button does. */
export default async function InvitePage({ params }: Props) {
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
