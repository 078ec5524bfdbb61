import { Tabs as BaseTabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { cn } from "./cn";

export type TabItem = { value: string; label: ReactNode; count?: number; content: ReactNode };

type TabsProps = Omit<BaseTabs.Root.Props, "className" | "children"> & {
  /** Names the list of tabs. */
  label: string;
  items: readonly TabItem[];
  className?: string;
};

/** Views of one thing side by side; arrow keys move between them. The first is open unless told otherwise. */
export function Tabs({ label, items, className, defaultValue, ...rest }: TabsProps) {
  return (
    <BaseTabs.Root
      {...rest}
      defaultValue={rest.value === undefined ? (defaultValue ?? items[0]?.value) : undefined}
      className={className}
    >
      <BaseTabs.List
        aria-label={label}
        className="flex gap-1 overflow-x-auto border-b border-line [scrollbar-width:none]"
      >
        {items.map((item) => (
          <BaseTabs.Tab
            key={item.value}
            value={item.value}
            className={cn(
              "flex min-h-10 shrink-0 items-center gap-2 border-b-2 border-transparent px-3 text-body font-medium text-ink-2 transition-colors",
              "hover:text-ink focus-visible:-outline-offset-2 data-active:border-accent data-active:text-ink pointer-coarse:min-h-11",
            )}
          >
            {item.label}
            {item.count === undefined ? null : (
              <span className="rounded-sm bg-sunken px-1.5 text-meta text-ink-2">{item.count}</span>
            )}
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
      {items.map((item) => (
        <BaseTabs.Panel key={item.value} value={item.value} className="pt-4">
          {item.content}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}
