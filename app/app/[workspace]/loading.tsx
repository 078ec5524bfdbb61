import { Loading, Skeleton } from "#components/ui/skeleton";

/** A title, a line and a list: the shape that most pages of a workspace have. */
export default function WorkspaceLoading() {
  return (
    <Loading label="Loading the page" className="flex flex-col gap-4">
      <Skeleton className="h-7 w-56 max-w-full" />
      <Skeleton className="h-5 w-96 max-w-full" />
      <Skeleton className="mt-4 h-20 w-full" />
      <Skeleton className="h-20 w-full" />
      <Skeleton className="h-20 w-full" />
    </Loading>
  );
}
