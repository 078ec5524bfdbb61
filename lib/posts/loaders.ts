import "server-only";
import { z } from "zod";
import { perform } from "#lib/auth/action";
import { done, type Result, refuse } from "#lib/errors/result";
import { may } from "#lib/workspaces/roles";
import type { Scope } from "#lib/workspaces/scope";
import {
  type CalendarFilter,
  type CalendarPage,
  type CalendarView,
  type ListPlace,
  pageCalendar,
  viewCalendar,
  viewMeters,
} from "./calendar";
import type { FixPage } from "./fix-items";
import { listFix } from "./fix-queries";
import type { Meter } from "./meter";
import { type PostView, viewPost } from "./queries";
import { type QueueView, viewQueue } from "./queue-queries";
import { STATES } from "./states";
import { type CreatorTimes, viewTimes } from "./times";

const ById = z.object({ postId: z.string().min(1).max(64) });

/** The post page's data, for its live view. */
export const viewPostFor = (raw: { workspaceId: string; postId: string }): Promise<Result<PostView>> =>
  perform(
    {
      input: ById,
      needs: "post:read",
      run: async (scope, { postId }) => {
        const view = await viewPost(scope, postId);
        return view ? done(view) : refuse({ kind: "not_found" });
      },
    },
    raw,
  );

const FixPlace = z.object({
  after: z.object({ at: z.iso.datetime({ offset: true }), id: z.string().max(64) }).nullable(),
});

/** What waits for somebody, for the live inbox: the newest of it, or what stopped before a page that is there. */
export const listFixFor = (raw: {
  workspaceId: string;
  after: { at: string; id: string } | null;
}): Promise<Result<FixPage>> =>
  perform(
    {
      input: FixPlace,
      needs: "post:read",
      run: async (scope, { after }) => done(await listFix(scope, after)),
    },
    raw,
  );

const ByCreator = z.object({ creatorId: z.string().min(1).max(64) });
const LONGEST_MS = 100 * 24 * 60 * 60_000;

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const Range = z
  .object({ from: instant, to: instant })
  .refine(({ from, to }) => from < to && to - from <= LONGEST_MS, "Ask for at most 100 days");

const Filter = z.object({
  creatorIds: z.array(z.string().min(1).max(64)).max(100),
  states: z.array(z.enum(STATES)).max(STATES.length),
  by: z.string().max(64).nullable(),
});
type RawFilter = { creatorIds: string[]; states: string[]; by: string | null };

/** What is asked for, as the queries know it. Who works here is no matter of a client's. */
const filterFor = (
  { actor }: Pick<Scope, "actor">,
  { creatorIds, states, by }: z.output<typeof Filter>,
): CalendarFilter => ({
  creatorIds,
  states: states.length > 0 ? states : undefined,
  scheduledBy: by && may(actor.role, "member:read") ? by : undefined,
});

/** What goes out and went out in a time, for the calendar. */
export const viewCalendarFor = (
  raw: { workspaceId: string; from: string | null; to: string | null } & RawFilter,
): Promise<Result<CalendarView>> =>
  perform(
    {
      input: Range.and(Filter),
      needs: "post:read",
      run: async (scope, { from, to, ...asked }) =>
        done(await viewCalendar(scope, { from, to, ...filterFor(scope, asked) })),
    },
    raw,
  );

const PAGE = 50;
const Place = z.object({
  side: z.enum(["from", "after", "before"]),
  at: z.iso.datetime({ offset: true }),
  /** Which of the posts of that moment. Empty: in front of all of them. */
  id: z.string().max(64).nullable(),
});

/** A page of the calendar's list: from a moment on, or beside another page. */
export const pageCalendarFor = (
  raw: { workspaceId: string; side: string | null; at: string | null; id: string | null } & RawFilter,
): Promise<Result<CalendarPage>> =>
  perform(
    {
      input: Place.and(Filter),
      needs: "post:read",
      run: async (scope, { side, at, id, ...asked }) => {
        const cursor = { at, id: id ?? "" };
        const place: ListPlace =
          side === "from"
            ? { from: Date.parse(at) }
            : side === "after"
              ? { after: cursor }
              : { before: cursor };
        return done(await pageCalendar(scope, { place, limit: PAGE, ...filterFor(scope, asked) }));
      },
    },
    raw,
  );

/** How full the accounts of a time are, for the calendar. */
export const viewMetersFor = (raw: {
  workspaceId: string;
  from: string | null;
  to: string | null;
  creatorIds: string[];
}): Promise<Result<Meter[]>> =>
  perform(
    {
      input: Range.and(Filter.pick({ creatorIds: true })),
      needs: "post:read",
      run: async (scope, request) => done(await viewMeters(scope, request)),
    },
    raw,
  );

/** A creator's queue, for its page. */
export const viewQueueFor = (raw: { workspaceId: string; creatorId: string }): Promise<Result<QueueView>> =>
  perform(
    {
      input: ByCreator,
      needs: "post:read",
      run: async (scope, { creatorId }) => {
        const view = await viewQueue(scope, creatorId);
        return view ? done(view) : refuse({ kind: "not_found" });
      },
    },
    raw,
  );

/** What is planned for a creator and where there is room, for whoever chooses a time. */
export const viewTimesFor = (raw: {
  workspaceId: string;
  creatorId: string;
  from: string | null;
  to: string | null;
}): Promise<Result<CreatorTimes>> =>
  perform(
    {
      input: Range.and(ByCreator),
      needs: "post:read",
      run: async (scope, { creatorId, ...range }) => {
        const view = await viewTimes(scope, creatorId, range);
        return view ? done(view) : refuse({ kind: "not_found" });
      },
    },
    raw,
  );
