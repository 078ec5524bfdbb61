import { readdirSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { grant } from "#lib/db/schema";
import { readProfile } from "#lib/tiktok/read-profile";
import { accessToken } from "./access-token";
import { replaySpilled } from "./spill";
import { createGround, HOUR, MINUTE, type TestGround } from "./test-ground";

let ground: TestGround;
let creatorId: string;

beforeAll(async () => {
  ground = await createGround();
});
afterAll(() => ground.close());
beforeEach(async () => {
  await ground.reset();
  creatorId = await ground.addCreator("lena.rooftop");
});

const ALMOST_OUT = 2 * HOUR - 4 * MINUTE;
const LEASE = 45_000;

const token = () => accessToken(ground.reach, creatorId);
const refreshes = () => ground.ledger("oauth.refresh");
const spilled = () => {
  try {
    return readdirSync(join(ground.folder, "unsaved-grants"));
  } catch {
    return [];
  }
};
const works = async (accessToken: string) =>
  (await readProfile(ground.reach.app, accessToken, ["user.info.basic"])).kind === "ok";

async function tokenText(): Promise<string> {
  const told = await token();
  if (told.kind !== "token") throw new Error(`No token: ${told.failure.code}`);
  return told.accessToken;
}

describe("a database that does not take the new pair", () => {
  /** Postgres itself refuses the next so many commits of a new pair. */
  async function refuseUpdates(times: number): Promise<void> {
    await ground.execute(`
      drop sequence if exists refusals; create sequence refusals;
      create or replace function refuse_pair() returns trigger language plpgsql as $$
        begin
          if new.generation > old.generation and nextval('refusals') <= ${times} then
            raise exception 'the disk is full';
          end if;
          return new;
        end $$;
      create or replace trigger refuse_pair before update on "grant"
        for each row execute function refuse_pair();`);
  }
  const accept = () => ground.execute(`drop trigger if exists refuse_pair on "grant"`);

  it("for a moment: the pair goes to disk and from there into the row", async () => {
    ground.pushed.advance(ALMOST_OUT);
    await refuseUpdates(1);
    const told = await tokenText();
    await accept();
    expect(await works(told)).toBe(true);
    expect(await refreshes()).toHaveLength(1);
    expect(spilled()).toEqual([]);
  });

  it("for longer: the next one who needs it finds the pair on disk instead of using the old one up", async () => {
    ground.pushed.advance(ALMOST_OUT);
    await refuseUpdates(1000);
    const problem = await token().then(
      () => "none",
      (thrown: unknown) => String(thrown) + JSON.stringify(thrown) + String((thrown as Error).cause),
    );
    expect(problem).toContain("the disk is full");
    expect(problem).not.toMatch(/\b(act|rft)\./);
    expect(spilled()).toHaveLength(1);
    await accept();
    ground.pushed.advance(LEASE + 1000);
    expect(await works(await tokenText())).toBe(true);
    expect(await refreshes()).toHaveLength(1);
    expect(spilled()).toEqual([]);
  });

  it("and then a crash: the start that follows replays the pair", async () => {
    ground.pushed.advance(ALMOST_OUT);
    await refuseUpdates(1000);
    await expect(token()).rejects.toThrow();
    await accept();
    expect(await replaySpilled(ground.reach)).toBe(1);
    expect(await works(await tokenText())).toBe(true);
    expect(await refreshes()).toHaveLength(1);
    expect(await replaySpilled(ground.reach)).toBe(0);
  });

  it("does not bring an old pair back over a newer one", async () => {
    ground.pushed.advance(ALMOST_OUT);
    await refuseUpdates(1000);
    await expect(token()).rejects.toThrow();
    await accept();
    await ground.addCreator("lena.rooftop");
    const fresh = await ground.readGrant(creatorId);
    expect(await replaySpilled(ground.reach)).toBe(0);
    expect(await ground.readGrant(creatorId)).toEqual(fresh);
    expect(spilled()).toEqual([]);
  });
});

describe("the lease on a refresh", () => {
  const hold = (until: number) =>
    ground.db
      .update(grant)
      .set({ leaseHolder: "somebody", leaseUntil: new Date(until), refreshIntentAt: new Date() })
      .where(eq(grant.creatorId, creatorId));

  it("keeps others waiting while its holder may live, and is taken over once it has run out", async () => {
    ground.pushed.advance(ALMOST_OUT);
    await hold(ground.reach.clock.now() + LEASE);
    const waiting = tokenText();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await refreshes()).toEqual([]);
    ground.pushed.advance(LEASE + 1);
    expect(await works(await waiting)).toBe(true);
    expect(await refreshes()).toHaveLength(1);
  });

  it("that was lost to another while TikTok answered late does not lose the pair", async () => {
    ground.pushed.advance(ALMOST_OUT);
    // TikTok trades the pair at once and its answer takes its time.
    await ground.fault({ on: "oauth.refresh", network: "slow", delayMs: 4 });
    const late = tokenText();
    await expect.poll(async () => (await refreshes()).length).toBe(1);
    // The holder seems dead; somebody else tries with the used-up token.
    ground.pushed.advance(LEASE + 1);
    await token();
    expect((await ground.readGrant(creatorId)).state).toBe("reconnect_needed");
    expect(await works(await late)).toBe(true);
    expect(await ground.readGrant(creatorId)).toMatchObject({ state: "active", failure: null });
  });
});
