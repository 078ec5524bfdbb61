import type { ReactNode } from "react";
import { cn } from "#components/ui/cn";
import { CopyButton } from "#components/ui/copy-button";
import type { Action, Guidance } from "#lib/errors/guidance";

/** Makes an action work: a button or a link with the action's label, or null where it cannot be done here. */
export type RenderAction = (action: Action, look: "primary" | "secondary") => ReactNode;

type GuidanceActionsProps = { guidance: Guidance; renderAction?: RenderAction; className?: string };

/** The buttons of a card, the primary one first. Copying the details needs nobody's help and always works. */
export function GuidanceActions({ guidance, renderAction, className }: GuidanceActionsProps) {
  const { primary, secondary, support } = guidance;
  const make = (action: Action) => {
    if (action.id !== "copy_details")
      return renderAction?.(action, action === primary ? "primary" : "secondary");
    return <CopyButton value={support.copyText} label={action.label} copiedLabel="Copied" size="md" />;
  };
  const shown = [...(primary ? [primary] : []), ...secondary].flatMap((action) => {
    const made = make(action);
    return made ? [{ id: action.id, made }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <div className={cn("flex flex-wrap gap-2 max-sm:flex-col max-sm:items-stretch", className)}>
      {shown.map(({ id, made }) => (
        <span key={id} className="contents">
          {made}
        </span>
      ))}
    </div>
  );
}
