import type { Metadata } from "next";
import { PublicShell } from "#components/shell/public-shell";
import { Buttons } from "#components/styleguide/buttons";
import { Cards } from "#components/styleguide/cards";
import { Forms } from "#components/styleguide/forms";
import { Foundations } from "#components/styleguide/foundations";
import { Frames } from "#components/styleguide/frames";
import { Layers } from "#components/styleguide/layers";
import { Schedules } from "#components/styleguide/schedules";
import { States } from "#components/styleguide/states";
import { PageHeader } from "#components/ui/page-header";

export const metadata: Metadata = { title: "Styleguide", robots: { index: false } };

const themes = [
  { theme: "light", title: "Light" },
  { theme: "dark", title: "Dark" },
] as const;

export default function StyleguidePage() {
  return (
    <PublicShell width="wide">
      <PageHeader
        title="Contact sheet"
        description="Every component in every state. Layers that open (menus, dialogs, tooltips) follow the theme chosen at the top."
      />
      <div className="grid gap-6 xl:grid-cols-2">
        {themes.map(({ theme, title }) => (
          <section
            key={theme}
            data-theme={theme}
            aria-label={title}
            className="flex min-w-0 flex-col gap-8 rounded-lg border border-line p-6 max-sm:-mx-2 max-sm:p-4"
          >
            <h2 className="text-title">{title}</h2>
            <Foundations />
            <Buttons />
            <Forms />
            <States theme={theme} />
            <Cards />
            <Frames theme={theme} />
            <Schedules />
            <Layers />
          </section>
        ))}
      </div>
    </PublicShell>
  );
}
