import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { machineClock } from "#lib/clock/clock";
import { finishConnect } from "#lib/creators/finish-connect";
import { startConnect } from "#lib/creators/start-connect";
import { newId } from "#lib/db/id";
import { migrate } from "#lib/db/migrate";
import { openDatabase } from "#lib/db/open";
import { member, user, workspace } from "#lib/db/schema";
import type { Environment } from "#lib/env/read";
import { takeFile } from "#lib/media-library/take-file";
import { emptyContent } from "#lib/posts/blank-content";
import { publishNow } from "#lib/posts/publish-now";
import { declaration } from "#lib/posts/rules";
import { saveDraft } from "#lib/posts/save-draft";
import { enqueueWith, openQueue } from "#lib/publishing/queue";
import { openStorage } from "#lib/storage/open-storage";
import { tiktokApp } from "#lib/tiktok/app";
import { mediaAddress } from "#lib/tiktok/media-address";
import { enterWorkspace, type Ground } from "#lib/workspaces/scope";

const STAFF = [
  { name: "Marta Klein", email: "marta@northlight.example", role: "owner" },
  { name: "Jo Park", email: "jo@northlight.example", role: "editor" },
] as const;

// Who has let the agency in, and with which permissions: one of them left posting switched off.
const CREATORS = [
  { handle: "lena.rooftop", without: [] as string[] },
  { handle: "kess", without: [] as string[] },
  { handle: "quiet.ana", without: ["video.publish"] },
];

/**
 * Fills an empty database with a small agency, so that there is something to look at: two people, three creators who
 * consented on the simulated page, a post that goes out at the first start and a draft. Does nothing where somebody
 * already works.
 */
export async function seed(environment: Environment): Promise<void> {
  const opened = await openDatabase({ url: environment.DATABASE_URL, folder: environment.DATA_DIR });
  try {
    await migrate(opened.db, join(process.cwd(), "drizzle"));
    const [somebody] = await opened.db.select({ id: workspace.id }).from(workspace).limit(1);
    if (somebody) return;
    const clock = machineClock();
    const boss = await openQueue(opened);
    const reach = {
      db: opened.db,
      clock,
      app: tiktokApp(environment),
      keys: environment.TOKEN_KEY,
      dataFolder: environment.DATA_DIR,
      storage: await openStorage(environment),
      mediaAddress: mediaAddress(environment),
    };
    const actor = await openAgency(reach);
    const scope = { ...reach, actor, enqueue: enqueueWith(boss, clock) };
    const redirectUri = `${environment.APP_URL}/connect/callback`;
    const creators = new Map<string, string>();
    for (const { handle, without } of CREATORS) {
      const started = await startConnect({ ...scope, redirectUri }, { creatorId: null, returnTo: "/app" });
      if (!started.ok) throw new Error("Connecting the example creators did not begin.");
      const scopes = environment.scopes.filter((each) => !without.includes(each));
      const back = await consent(started.value.url, handle, scopes);
      const connected = await finishConnect({ ...reach, redirectUri }, actor.userId, {
        state: back.get("state"),
        code: back.get("code"),
        error: back.get("error"),
        errorType: back.get("error_type"),
        errCode: back.get("errCode"),
      });
      if (connected.kind === "failed")
        throw new Error(`@${handle} was not connected: ${connected.failure.code}`);
      creators.set(handle, connected.creatorId);
    }
    await addPosts(scope, creators);
    await boss.stop({ graceful: true, timeout: 5_000 });
  } finally {
    await opened.close();
  }
}

async function openAgency({ db, clock }: Ground) {
  const at = new Date(clock.now());
  const workspaceId = newId(clock.now());
  const fresh = { id: workspaceId, name: "Northlight Studio", timeZone: "Europe/Berlin", createdAt: at };
  await db.insert(workspace).values(fresh);
  const ids: string[] = [];
  for (const { name, email, role } of STAFF) {
    const [person] = await db.insert(user).values({ name, email }).returning({ id: user.id });
    if (!person) throw new Error("The example staff could not be written.");
    await db.insert(member).values({ workspaceId, userId: person.id, role, createdAt: at });
    ids.push(person.id);
  }
  const actor = await enterWorkspace(db, ids[0] ?? "", workspaceId);
  if (!actor) throw new Error("The example workspace is not there.");
  return actor;
}

/** Presses Continue on the simulated permission page, as the creator would. */
async function consent(url: string, persona: string, scopes: readonly string[]): Promise<URLSearchParams> {
  const body = new URLSearchParams({ persona, decision: "continue" });
  for (const scope of scopes) body.append("scope", scope);
  const response = await fetch(url, { method: "POST", body, redirect: "manual" });
  return new URL(response.headers.get("location") ?? "", url).searchParams;
}

type SeedScope = Parameters<typeof publishNow>[0] & Parameters<typeof takeFile>[0];

async function addPosts(scope: SeedScope, creators: ReadonlyMap<string, string>): Promise<void> {
  const { workspaceId, userId } = scope.actor;
  const mediaId = newId(scope.clock.now());
  // What is kept is moved there.
  const copy = join(mkdtempSync(join(tmpdir(), "aircheck-seed-")), "rooftop.mp4");
  copyFileSync(join(process.cwd(), "scripts", "seed", "rooftop.mp4"), copy);
  await scope.storage.keepFile(mediaId, copy);
  rmSync(dirname(copy), { recursive: true });
  const taken = await takeFile(scope, {
    ...{ mediaId, workspaceId, uploadedBy: userId, fileName: "rooftop-set-take-3.mp4" },
    ...{ checksum: null, repairedFrom: null },
  });
  if (taken.kind !== "taken") throw new Error("The example video was refused.");
  const base = { ...emptyContent(), mediaId: taken.row.id, allowComment: true };
  const first = {
    ...base,
    // An app that TikTok has not audited may not post to a public account: a draft goes to the inbox instead.
    mode: scope.app.audited ? ("direct" as const) : ("inbox" as const),
    caption: "sunset set, take three. #rooftop #livelooping",
    privacy: "PUBLIC_TO_EVERYONE" as const,
  };
  const lena = creators.get("lena.rooftop") ?? null;
  const saved = await saveDraft(scope, { postId: null, version: 0, creatorId: lena, content: first });
  if (!saved.ok) throw new Error("The example post was not saved.");
  const { postId, version } = saved.value;
  const sent = await publishNow(scope, { postId, version, sentence: declaration(first) });
  if (!sent.ok) throw new Error("The example post was not published.");
  const draft = { ...base, caption: "Q&A: ask me anything about looping in the cold" };
  await saveDraft(scope, {
    postId: null,
    version: 0,
    creatorId: creators.get("kess") ?? null,
    content: draft,
  });
}
