import { Loading, Skeleton } from "#components/ui/skeleton";

/** The place of the calendar until it is there. */
export function CalendarWaiting() {
  return (
    <Loading label="Loading the calendar" className="flex flex-col gap-2">
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-32 w-full" />
      <Skeleton className="h-32 w-full" />
      <Skeleton className="h-32 w-full" />
    </Loading>
  );
}
