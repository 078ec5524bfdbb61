import { eq, inArray } from "drizzle-orm";
import { post } from "#lib/db/schema";
import type { Life } from "./fleet";
import type { World } from "./world";

const EVERY_MS = 250;

/** Measures how long it takes until another worker claims what a dead one held. */
export function watchTakeovers(
  { database: { db } }: World,
  takeovers: number[],
): { died(life: Life): void; stop(): void } {
  const held = new Map<string, { fence: number; at: number }>();
  const ask = async () => {
    if (held.size === 0) return;
    const rows = await db
      .select({ id: post.id, fence: post.fence })
      .from(post)
      .where(inArray(post.id, [...held.keys()]));
    for (const { id, fence } of rows) {
      const dead = held.get(id);
      if (!dead || fence === dead.fence) continue;
      takeovers.push(Date.now() - dead.at);
      held.delete(id);
    }
  };
  const timer = setInterval(() => void ask().catch(() => undefined), EVERY_MS);
  return {
    died(life) {
      const at = Date.now();
      if (!life.id) return;
      void db
        .select({ id: post.id, fence: post.fence })
        .from(post)
        .where(eq(post.leaseHolder, life.id))
        .then((rows) => {
          for (const { id, fence } of rows) held.set(id, { fence, at });
        })
        .catch(() => undefined);
    },
    stop: () => clearInterval(timer),
  };
}
