import { and, asc, inArray, isNull, lt } from "drizzle-orm";
import { media } from "#lib/db/schema";
import { RULES_VERSION, verdictOf } from "#lib/media/verdict";
import type { Ground } from "#lib/workspaces/scope";

const BATCH = 500;
const BATCHES = 20;

/**
 * Judges what these rules have not judged yet: files from before verdicts were kept, and from before the rules changed. A
 * bounded number at a time; the next sweep goes on. What newer rules have judged is left to them, so that a worker of
 * before and one of after an update don't undo each other's work.
 * @returns how many
 */
export async function judgeMedia({ db }: Ground): Promise<number> {
  const isStale = and(lt(media.judgedBy, RULES_VERSION), isNull(media.deletedAt));
  let count = 0;
  for (let batch = 0; batch < BATCHES; batch++) {
    const stale = await db
      .select({ id: media.id, facts: media.facts, bytes: media.bytes })
      .from(media)
      .where(isStale)
      .orderBy(asc(media.judgedBy))
      .limit(BATCH);
    for (const [verdict, files] of Map.groupBy(stale, verdictOf)) {
      const these = inArray(
        media.id,
        files.map(({ id }) => id),
      );
      await db.update(media).set({ verdict, judgedBy: RULES_VERSION }).where(and(these, isStale));
    }
    count += stale.length;
    if (stale.length < BATCH) break;
  }
  return count;
}
