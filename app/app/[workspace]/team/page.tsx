import type { Metadata } from "next";
import { InvitationList } from "#components/team/invitation-list";
import { InviteDialog } from "#components/team/invite-dialog";
import { Leave, MemberList } from "#components/team/member-list";
import { RoleMatrix } from "#components/team/role-matrix";
import { PageHeader } from "#components/ui/page-header";
import { enterPage } from "#lib/auth/enter";
import { loadTimes } from "#lib/auth/loaders";
import { listInvitations, listMembers, readSettings } from "#lib/workspaces/queries";
import { may, ROLE_WORDS } from "#lib/workspaces/roles";

export const metadata: Metadata = { title: "Team" };

/** Who works here, who was asked in, and what each role can do. A client sees their own place only. */
export default async function TeamPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const scope = await enterPage(workspace, `/app/${workspace}/team`);
  const { role, userId } = scope.actor;
  const maySee = may(role, "member:read");
  const mayInvite = may(role, "member:invite");
  const [times, settings, members, invitations] = await Promise.all([
    loadTimes(scope),
    readSettings(scope),
    maySee ? listMembers(scope) : [],
    mayInvite ? listInvitations(scope) : [],
  ]);
  const name = settings?.name ?? "this workspace";
  const here = { workspaceId: workspace, workspaceName: name };
  return (
    <>
      <PageHeader
        title="Team"
        description={
          maySee
            ? `${members.length === 1 ? "One person works" : `${members.length} people work`} in ${name}.`
            : `Your place in ${name}: ${ROLE_WORDS[role].name.toLowerCase()}. ${ROLE_WORDS[role].is}`
        }
        actions={mayInvite ? <InviteDialog workspaceId={workspace} giver={role} /> : null}
      />
      <div className="flex flex-col gap-8">
        {maySee ? (
          <section aria-label="Members">
            <MemberList {...here} members={members} self={{ userId, role }} times={times} />
          </section>
        ) : (
          <div>
            <Leave {...here} isLastOwner={false} />
          </div>
        )}
        {invitations.length > 0 ? (
          <section aria-labelledby="invitations">
            <h2 id="invitations" className="mb-2 text-section">
              Invited, not here yet
            </h2>
            <InvitationList workspaceId={workspace} invitations={invitations} giver={role} times={times} />
          </section>
        ) : null}
        <section aria-labelledby="roles">
          <h2 id="roles" className="mb-2 text-section">
            What each role can do
          </h2>
          <RoleMatrix own={role} />
        </section>
      </div>
    </>
  );
}
