import "server-only";
import { z } from "zod";
import { perform } from "#lib/auth/action";
import { done, type Result, refuse } from "#lib/errors/result";
import type { RepairPlace } from "#lib/media/repair-time";
import { findPlace } from "./find-place";
import { findRepair } from "./queries";
import type { RepairView } from "./repair-view";

const ById = z.object({ repairId: z.string().min(1).max(64) });

/** How far a conversion has come, for its live bar. */
export const viewRepairFor = (raw: { workspaceId: string; repairId: string }): Promise<Result<RepairView>> =>
  perform(
    {
      input: ById,
      needs: "media:upload",
      run: async (scope, { repairId }) => {
        const view = await findRepair(scope, repairId);
        return view ? done(view) : refuse({ kind: "not_found" });
      },
    },
    raw,
  );

/** Where videos are converted. */
export const whereConvertedFor = (raw: { workspaceId: string }): Promise<Result<{ where: RepairPlace }>> =>
  perform(
    {
      input: z.object({}),
      needs: "media:upload",
      run: async (scope) => done({ where: await findPlace(scope) }),
    },
    raw,
  );
