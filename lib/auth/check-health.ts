import "server-only";
import { sql } from "drizzle-orm";
import { db } from "#lib/db/database";
import { isAnybodyAtWork } from "#lib/db/pulse";
import { environment } from "#lib/env/read";

const TIKTOK_EVERY_MS = 30_000;

let tiktok: { at: number; state: "reachable" | "unreachable" } | undefined;

async function stateOfDatabase(): Promise<"up" | "down"> {
  try {
    await (await db()).execute(sql`select 1`);
    return "up";
  } catch {
    return "down";
  }
}

async function stateOfWorker(): Promise<"up" | "down"> {
  try {
    return (await isAnybodyAtWork(await db(), Number.POSITIVE_INFINITY)) ? "up" : "down";
  } catch {
    return "down";
  }
}

// Any answer at all, a refusal included, means that TikTok is there. Asked rarely: health is asked often.
async function stateOfTikTok(): Promise<"reachable" | "unreachable"> {
  if (tiktok && Date.now() - tiktok.at < TIKTOK_EVERY_MS) return tiktok.state;
  const url = new URL("/v2/user/info/?fields=open_id", environment().TIKTOK_API_BASE_URL);
  const state = await fetch(url, { signal: AbortSignal.timeout(3_000), redirect: "manual" }).then(
    () => "reachable" as const,
    () => "unreachable" as const,
  );
  tiktok = { at: Date.now(), state };
  return state;
}

/** `GET /api/health`: 200 while database and worker are up, else 503. TikTok being away is said, but is not our illness. */
export async function checkHealth(): Promise<Response> {
  const [database, worker, tiktokState] = await Promise.all([
    stateOfDatabase(),
    stateOfWorker(),
    stateOfTikTok(),
  ]);
  const ok = database === "up" && worker === "up";
  const body = { status: ok ? "ok" : "unavailable", database, worker, tiktok: tiktokState };
  return Response.json(body, { status: ok ? 200 : 503, headers: { "Cache-Control": "no-store" } });
}
