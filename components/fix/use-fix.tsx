"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { ask } from "#components/posts/ask";
import { paths, type Reader } from "#components/posts/reader";
import type { FixCursor, FixPage } from "#lib/posts/fix-items";
import type { ToldItem } from "./group-of";

const ASK_AGAIN_MS = 15_000;

/** What is stuck in the workspace, page by page, asked for anew every 15 seconds while somebody looks. */
export function useFix(reader: Reader, initial: FixPage) {
  const first: FixCursor | null = null;
  return useInfiniteQuery({
    queryKey: ["fix", reader.workspaceId],
    initialData: { pages: [initial], pageParams: [first] },
    initialPageParam: first as FixCursor | null,
    getNextPageParam: ({ next }: FixPage) => next,
    gcTime: 0,
    staleTime: 0,
    refetchOnMount: false,
    refetchInterval: ASK_AGAIN_MS,
    queryFn: ({ pageParam, signal }) => {
      const place = pageParam ? `?${new URLSearchParams(pageParam)}` : "";
      return ask<FixPage>(`/api/w/${reader.workspaceId}/fix${place}`, signal);
    },
  });
}

/** Does the key belong to a control, a modifier or an open layer? */
function isTaken(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest("input,textarea,select,[role=combobox],[role=dialog],[role=menu],[role=listbox]") !== null
  );
}

/** J and K go down and up the list: the row gets the focus, its card opens beside it. */
export function useRowKeys(reader: Reader, told: readonly ToldItem[], current: string | undefined): void {
  const router = useRouter();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = { j: 1, k: -1 }[event.key.toLowerCase()];
      if (step === undefined || isTaken(event) || told.length === 0) return;
      const at = told.findIndex(({ key }) => key === current);
      const next = told[Math.min(Math.max(at + step, 0), told.length - 1)];
      if (!next) return;
      event.preventDefault();
      router.push(paths.fix(reader, next.key), { scroll: false });
      const row = document.querySelector(`[data-fix="${CSS.escape(next.key)}"] a`);
      if (row instanceof HTMLElement) row.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [reader, told, current, router]);
}
