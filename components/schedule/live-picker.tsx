"use client";

import { useState } from "react";
import { wallTimeAt } from "#lib/clock/wall-time";
import { SchedulePicker, type SchedulePickerProps } from "./schedule-picker";
import { gridRange, useTimes } from "./times";

export type LivePickerProps = Omit<SchedulePickerProps, "times" | "month" | "onMonth">;

/** The picker with what is planned for the account at this moment. */
export function LivePicker(props: LivePickerProps) {
  const { value, timeZone, clock, workspaceId, creatorId } = props;
  const [month, setMonth] = useState(() => (value?.local ?? wallTimeAt(clock(), timeZone)).slice(0, 7));
  const { from, to } = gridRange(month);
  const times = useTimes(workspaceId, creatorId, from, to).data;
  return <SchedulePicker {...props} times={times} month={month} onMonth={setMonth} />;
}
