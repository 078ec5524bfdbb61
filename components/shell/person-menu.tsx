"use client";

import { ChevronsUpDown } from "lucide-react";
import type { ComponentProps } from "react";
import { Avatar } from "#components/ui/avatar";
import type { MenuEntry } from "#components/ui/menu";
import { MenuLater } from "./menu-later";

type PersonMenuProps = {
  name: string;
  /** A line below the name: address or role. */
  detail?: string;
  avatarUrl?: string | null;
  items: readonly MenuEntry[];
};

/** Who is signed in, and what they can do about it. */
export function PersonMenu({ name, detail, avatarUrl, items }: PersonMenuProps) {
  return (
    <MenuLater
      align="start"
      heading={
        <>
          <span className="block font-semibold text-ink">{name}</span>
          {detail}
        </>
      }
      items={items}
      trigger={(props) => <Trigger {...props} name={name} avatarUrl={avatarUrl} />}
    />
  );
}

type TriggerProps = ComponentProps<"button"> & Pick<PersonMenuProps, "name" | "avatarUrl">;

function Trigger({ name, avatarUrl, ...rest }: TriggerProps) {
  return (
    <button
      {...rest}
      type="button"
      aria-label={`${name}, your menu`}
      className="flex min-h-9 min-w-0 items-center gap-2 rounded-md px-1 text-body text-ink-2 hover:text-ink pointer-coarse:min-h-11"
    >
      <Avatar name={name} src={avatarUrl} size="sm" />
      <span className="min-w-0 flex-1 truncate text-start max-lg:hidden">{name}</span>
      <ChevronsUpDown className="size-3.5 text-ink-3" />
    </button>
  );
}
