import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { newId } from "#lib/db/id";
import { grant, member, user, workspace, workspaceCreator } from "#lib/db/schema";
import { createTestDatabase, type Engine } from "#lib/db/test-database";
import { diskStorage } from "#lib/storage/disk-storage";
import type { TikTokApp } from "#lib/tiktok/app";
import type { Role } from "#lib/workspaces/roles";
import { enterWorkspace, type Member, type Scope } from "#lib/workspaces/scope";
import { createClock } from "#simulator/clock";
import { createSimulator } from "#simulator/simulator";
import { connect, control } from "#simulator/walkthrough";
import type { Reach } from "./reach";
import { recordGrant } from "./record-grant";

export const SCOPES = ["user.info.basic", "video.upload", "video.publish"];
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

type LedgerEntry = { endpoint: string; status: number; code: string; effect: boolean };

/** Postgres (in memory unless told), the simulator over HTTP, and one clock for both, which a test pushes. */
export async function createGround(engine?: Engine) {
  const database = await createTestDatabase(engine);
  const folder = mkdtempSync(join(tmpdir(), "aircheck-creators-"));
  const pushed = createClock();
  const simulator = await createSimulator({ clock: pushed });
  const app: TikTokApp = {
    clientKey: "awsimulatorkey",
    clientSecret: "simulator-secret-not-for-production",
    authBaseUrl: simulator.url,
    apiBaseUrl: simulator.url,
    scopes: SCOPES,
    pkce: "hex",
    audited: true,
  };
  const reach: Reach = {
    db: database.db,
    clock: { now: () => pushed.now() },
    app,
    keys: [{ id: "k1", bytes: randomBytes(32) }],
    dataFolder: folder,
    storage: diskStorage(join(folder, "media")),
    mediaAddress: null,
  };
  const { db } = database;

  /** Somebody in a workspace; a new workspace unless one is named. */
  async function addMember(role: Role = "manager", workspaceId?: string): Promise<Scope & Reach> {
    const at = new Date(reach.clock.now());
    const id = workspaceId ?? newId(reach.clock.now());
    const row = { id, name: "Northlight", timeZone: "Europe/Berlin", createdAt: at };
    await db.insert(workspace).values(row).onConflictDoNothing();
    const [person] = await db.insert(user).values({ name: "Marta" }).returning();
    if (!person) throw new Error("The user that was just written is not there.");
    await db.insert(member).values({ workspaceId: id, userId: person.id, role, createdAt: at });
    return { ...reach, actor: (await enterWorkspace(db, person.id, id)) as Member };
  }

  /** A creator whose grant came from TikTok's own consent page, linked to `scope`'s workspace when there is one. */
  async function addCreator(handle: string, scope?: Scope, scopes = SCOPES): Promise<string> {
    const tokens = await connect(simulator, handle, scopes.join(","));
    const creatorId = await recordGrant(reach, {
      tokens: {
        accessToken: tokens.access_token,
        refreshToken: tokens.refresh_token,
        openId: tokens.open_id,
        scopes: tokens.scope.split(","),
        expiresInSeconds: tokens.expires_in,
        refreshExpiresInSeconds: tokens.refresh_expires_in,
      },
      requestedScopes: SCOPES,
    });
    if (scope) await link(scope, creatorId);
    return creatorId;
  }

  async function link({ actor }: Scope, creatorId: string): Promise<void> {
    const createdAt = new Date(reach.clock.now());
    await db
      .insert(workspaceCreator)
      .values({ workspaceId: actor.workspaceId, creatorId, addedBy: actor.userId, createdAt });
  }

  async function readGrant(creatorId: string): Promise<typeof grant.$inferSelect> {
    const [row] = await db.select().from(grant).where(eq(grant.creatorId, creatorId));
    if (!row) throw new Error("There is no such grant.");
    return row;
  }

  return {
    ...database,
    reach,
    pushed,
    simulator,
    folder,
    addMember,
    addCreator,
    link,
    readGrant,
    fault: (body: object) => control(simulator.url, "faults", body),
    control: <T = Record<string, unknown>>(path: string, body?: object) =>
      control<T>(simulator.url, path, body),
    async ledger(endpoint: string): Promise<LedgerEntry[]> {
      const path = `ledger?endpoint=${endpoint}`;
      return (await control<{ entries: LedgerEntry[] }>(simulator.url, path)).entries;
    },
    async reset() {
      await simulator.reset();
      await database.reset();
      rmSync(folder, { recursive: true, force: true });
    },
    async close() {
      await simulator.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type TestGround = Awaited<ReturnType<typeof createGround>>;
