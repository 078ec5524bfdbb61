"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "#components/ui/button";
import { Skeleton } from "#components/ui/skeleton";
import { zoneName } from "#lib/errors/moment";

/** All zones and their rules: only loaded for whoever changes one. */
const ZoneField = lazy(() =>
  import("#components/schedule/zone-field").then((loaded) => ({ default: loaded.ZoneField })),
);

type QueueZoneProps = {
  timeZone: string;
  now: string;
  mayChange: boolean;
  pending: boolean;
  onChange: (timeZone: string) => void;
};

/** By which clock an account posts, and the way to change it. */
export function QueueZone({ timeZone, now, mayChange, pending, onChange }: QueueZoneProps) {
  const [isChanging, setChanging] = useState(false);
  if (isChanging) {
    return (
      <Suspense fallback={<Skeleton className="h-16 w-full" />}>
        <ZoneField
          label="Time zone of this account"
          description="In which its times are meant. Posts that already have a time keep theirs."
          value={timeZone}
          onChange={onChange}
          at={Date.parse(now)}
          disabled={pending}
        />
      </Suspense>
    );
  }
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-body text-ink-2">
      <span>
        By the clock of <span className="font-semibold text-ink">{zoneName(timeZone)}</span>.
      </span>
      {mayChange ? (
        <Button variant="secondary" size="sm" onClick={() => setChanging(true)}>
          Change the time zone
        </Button>
      ) : null}
    </p>
  );
}
