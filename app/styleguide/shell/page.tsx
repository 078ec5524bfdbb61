import { CalendarDays, Home, Link2, Plus, SquarePlay, TriangleAlert, Users } from "lucide-react";
import type { Metadata } from "next";
import { AppShell } from "#components/shell/app-shell";
import { PersonMenu } from "#components/shell/person-menu";
import { Shortcuts } from "#components/shell/shortcuts";
import { Button } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { PageHeader } from "#components/ui/page-header";

export const metadata: Metadata = { title: "Styleguide: app shell", robots: { index: false } };

export default function ShellPage() {
  const here = "/styleguide/shell";
  return (
    <AppShell
      workspaceName="Northlight Studio"
      homeHref={here}
      items={[
        { label: "Home", href: `${here}?at=home`, icon: <Home /> },
        {
          label: "Needs fixing",
          shortLabel: "Fix",
          href: here,
          icon: <TriangleAlert />,
          count: 3,
          urgent: true,
        },
        { label: "Calendar", href: `${here}?at=calendar`, icon: <CalendarDays /> },
        { label: "Compose", href: `${here}?at=compose`, icon: <Plus /> },
        { label: "Posts", href: `${here}?at=posts`, icon: <SquarePlay />, count: 12 },
        { label: "Connections", href: `${here}?at=connections`, icon: <Link2 /> },
        { label: "Team", href: `${here}?at=team`, icon: <Users /> },
      ]}
      compose={{ label: "New post", href: `${here}?at=compose`, icon: <Plus /> }}
      person={
        <PersonMenu
          name="Marta Kovač"
          detail="Owner"
          items={[
            { label: "Settings", href: "/styleguide" },
            "separator",
            { label: "Sign out", href: "/styleguide" },
          ]}
        />
      }
    >
      <PageHeader title="Needs fixing" actions={<Button variant="secondary">Check all now</Button>} />
      <EmptyState>Nothing is stuck. Last problem solved Mon 16:20.</EmptyState>
      <Shortcuts
        items={[
          { keys: "c", label: "New post", href: `${here}?at=compose` },
          { keys: "g h", label: "Go to home", href: `${here}?at=home` },
          { keys: "g f", label: "Go to needs fixing", href: here },
        ]}
      />
    </AppShell>
  );
}
