import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { CalendarScreen } from "#components/calendar/calendar-screen";
import { nameOf } from "#components/connections/account";
import { paths } from "#components/posts/reader";
import { buttonClass } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { enterPage } from "#lib/auth/enter";
import { listCreators } from "#lib/creators/queries";
import { listMembers } from "#lib/workspaces/queries";
import { may } from "#lib/workspaces/roles";
import { loadReader } from "../posts/reader";

export const metadata: Metadata = { title: "Calendar" };

type Props = { params: Promise<{ workspace: string }> };

/** What goes out when. The address says which view, day, account, member and states; the browser reads it. */
export default async function CalendarPage({ params }: Props) {
  const { workspace } = await params;
  const scope = await enterPage(workspace, `/app/${workspace}/calendar`);
  const mayKnow = may(scope.actor.role, "member:read");
  const [reader, creators, team] = await Promise.all([
    loadReader(scope),
    listCreators(scope),
    mayKnow ? listMembers(scope) : [],
  ]);
  const members = team
    .filter(({ role }) => may(role, "post:publish"))
    .map(({ userId, name, email }) => ({ id: userId, name: name ?? email ?? "Somebody" }));
  const accounts = creators.map((creator) => ({
    id: creator.id,
    handle: nameOf(creator),
    timeZone: creator.timeZone ?? reader.timeZone,
  }));
  const compose = reader.may.write ? (
    <Link href={paths.compose(reader)} className={buttonClass()}>
      <Plus />
      New post
    </Link>
  ) : null;
  return (
    <>
      <PageHeader className="mb-4" title="Calendar" actions={compose} />
      <CalendarScreen reader={reader} accounts={accounts} members={members} />
    </>
  );
}
