import "server-only";
import { z } from "zod";
import { perform } from "#lib/auth/action";
import { environment } from "#lib/env/read";
import { done, type Result } from "#lib/errors/result";
import { type LibraryPage, listLibrary } from "./queries";

/** Bytes that a workspace may store; 0 for no limit. */
export const quotaBytes = (): number => environment().STORAGE_QUOTA_GB * 1_000_000_000;

const PAGE = 24;
const text = z.string().max(100).nullable();
const Wish = z.object({
  kind: z.enum(["video", "photo"]).nullable(),
  search: text.transform((part) => part?.trim() || undefined),
  after: text.transform((id) => id || undefined),
});

/** A page of the files that fit, for whoever chooses one. */
export const listLibraryFor = (
  raw: { workspaceId: string } & Record<keyof z.input<typeof Wish>, string | null>,
): Promise<Result<LibraryPage>> =>
  perform(
    {
      input: Wish,
      needs: "media:upload",
      run: async (scope, { kind, search, after }) =>
        done(await listLibrary(scope, { kind: kind ?? undefined, search, after, limit: PAGE })),
    },
    raw,
  );
