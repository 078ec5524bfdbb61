"use server";

import { eq } from "drizzle-orm";
import { z } from "zod";
import { session } from "#lib/db/schema";
import { done } from "#lib/errors/result";
import { action } from "./action";

/** Ends every session of the person who asks, on every device, this one included. */
export const signOutEverywhereAction = action({
  input: z.object({ workspaceId: z.string() }),
  needs: "workspace:read",
  run: async ({ db, actor }) => {
    await db.delete(session).where(eq(session.userId, actor.userId));
    return done(null);
  },
});
