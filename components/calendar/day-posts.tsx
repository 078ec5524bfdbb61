"use client";

import type { ComponentProps } from "react";
import { dayText } from "#components/schedule/wall-words";
import { Drawer } from "#components/ui/drawer";
import { CalendarList } from "./calendar-list";

type DayPostsProps = ComponentProps<typeof CalendarList> & { day: string; onClose: () => void };

/** Everything of one day, where a month has room for three. */
export function DayPosts({ day, onClose, ...list }: DayPostsProps) {
  return (
    <Drawer open onOpenChange={(open) => open || onClose()} title={dayText(day)}>
      <CalendarList {...list} bare />
    </Drawer>
  );
}
