import "server-only";
import { z } from "zod";
import { perform } from "#lib/auth/action";
import { done, type Result, refuse } from "#lib/errors/result";
import { type CalendarView, viewCalendar } from "./calendar";
import { type FixItem, listFix } from "./fix-queries";
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

/** What waits for somebody, for the live inbox. */
export const listFixFor = (raw: { workspaceId: string }): Promise<Result<FixItem[]>> =>
  perform({ input: z.object({}), needs: "post:read", run: async (scope) => done(await listFix(scope)) }, raw);

const ByCreator = z.object({ creatorId: z.string().min(1).max(64) });
const LONGEST_MS = 100 * 24 * 60 * 60_000;

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const Range = z
  .object({ from: instant, to: instant })
  .refine(({ from, to }) => from < to && to - from <= LONGEST_MS, "Ask for at most 100 days");

/** What goes out and went out in a time, for the calendar. */
export const viewCalendarFor = (raw: {
  workspaceId: string;
  from: string | null;
  to: string | null;
  creatorIds: string[];
  states: string[];
}): Promise<Result<CalendarView>> =>
  perform(
    {
      input: Range.and(
        z.object({
          creatorIds: z.array(z.string().min(1).max(64)).max(100),
          states: z.array(z.enum(STATES)).max(STATES.length),
        }),
      ),
      needs: "post:read",
      run: async (scope, { states, ...request }) =>
        done(await viewCalendar(scope, { ...request, states: states.length > 0 ? states : undefined })),
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
