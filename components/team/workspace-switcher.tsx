"use client";

import { Check, ChevronsUpDown, Plus } from "lucide-react";
import { type ComponentProps, lazy, Suspense, useState } from "react";
import { MenuLater } from "#components/shell/menu-later";

const NewWorkspace = lazy(async () => ({
  default: (await import("./new-workspace-dialog")).NewWorkspaceDialog,
}));

type WorkspaceSwitcherProps = {
  current: { id: string; name: string };
  others: readonly { id: string; name: string }[];
};

/** The person's workspaces behind one button, and the way to a new one. */
export function WorkspaceSwitcher({ current, others }: WorkspaceSwitcherProps) {
  const [asking, setAsking] = useState<"never" | "open" | "closed">("never");
  return (
    <>
      <MenuLater
        align="start"
        heading="Workspaces"
        items={[
          {
            label: (
              <>
                {current.name}
                <span className="sr-only">, open now</span>
              </>
            ),
            icon: <Check />,
            href: `/app/${current.id}`,
          },
          ...others.map(({ id, name }) => ({ label: name, icon: <Gap />, href: `/app/${id}` })),
          "separator" as const,
          { label: "New workspace…", icon: <Plus />, onSelect: () => setAsking("open") },
        ]}
        trigger={(props) => <Trigger {...props} />}
      />
      {asking === "never" ? null : (
        <Suspense>
          <NewWorkspace
            open={asking === "open"}
            onOpenChange={(open) => setAsking(open ? "open" : "closed")}
          />
        </Suspense>
      )}
    </>
  );
}

const Gap = () => <span className="size-4 shrink-0" />;

function Trigger(props: ComponentProps<"button">) {
  return (
    <button
      {...props}
      type="button"
      aria-label="Switch workspace"
      className="flex size-8 shrink-0 items-center justify-center rounded-md text-ink-3 hover:bg-surface hover:text-ink pointer-coarse:size-11"
    >
      <ChevronsUpDown className="size-3.5" />
    </button>
  );
}
