import { failure } from "#lib/errors/failure";
import { hold, LEASE_MS } from "./hold";
import type { ClaimedPost, Ports } from "./ports";
import { prepare } from "./prepare";
import { resume } from "./resume";
import { settle } from "./settle";
import { start } from "./start";
import { stopBeforeLastByte, stopWithinLastByte } from "./stop-before-last-byte";
import { upload } from "./upload";

/**
 * One turn of publishing a post: from wherever it stands to the last byte accepted, or to a state that says who is next.
 * May be called any number of times, by any number of workers, and may die at any step: the row tells where to go on.
 * A post that is not there, not due, or held by another worker is left alone.
 * @returns whether there was such a post
 */
export async function publish(ports: Ports, postId: string, signal?: AbortSignal): Promise<boolean> {
  const claimed = await ports.store.claim(
    postId,
    ["scheduled", "blocked", "preparing", "uploading"],
    LEASE_MS,
  );
  if (!claimed) return false;
  await hold(ports, claimed, signal, (held) => run(ports, claimed, held));
  return true;
}

async function run(ports: Ports, claimed: ClaimedPost, signal: AbortSignal): Promise<void> {
  let post = claimed;
  if (post.state === "blocked") post = await step(ports, { ...post, state: "blocked" as const }, "scheduled");
  if (post.state === "scheduled")
    post = await step(ports, { ...post, state: "scheduled" as const }, "preparing");
  if (post.state === "uploading" && post.attempt) {
    if (await stopBeforeLastByte(ports, { ...post, attempt: post.attempt })) return;
    const resumed = await resume(ports, { ...post, attempt: post.attempt });
    if (resumed && !(await stopWithinLastByte(ports, resumed))) await upload(ports, resumed, signal);
    return;
  }
  post = await abandonUnansweredInit(ports, post);
  if (ports.clock.now() > post.latestAt) return askBecauseLate(ports, post);
  const checked = await prepare(ports, post);
  if (!checked) return;
  const started = await start(ports, post, checked);
  if (started) await upload(ports, started, signal);
}

async function step<From extends "blocked" | "scheduled", To extends "scheduled" | "preparing">(
  ports: Ports,
  post: ClaimedPost & { state: From },
  to: To,
): Promise<ClaimedPost> {
  if (post.state === "blocked") await ports.store.commit({ ...post, state: "blocked" }, { to: "scheduled" });
  else await ports.store.commit({ ...post, state: "scheduled" }, { to: "preparing" });
  return { ...post, state: to };
}

/**
 * A worker died, or the answer was lost, between asking TikTok to open a publish and knowing its id. Nothing can be live:
 * not one byte is sent or served before the id is committed. Closing the attempt shuts the door to its files for ever, so
 * another may start.
 */
async function abandonUnansweredInit(ports: Ports, post: ClaimedPost): Promise<ClaimedPost> {
  const { attempt } = post;
  if (!attempt || attempt.publishId) return post;
  await ports.store.commit(
    { ...post, state: "preparing" },
    {
      attempt: { id: attempt.id, change: { ended: { outcome: "abandoned" } } },
      steps: [{ name: "init_lost", at: ports.clock.now() }],
    },
  );
  return { ...post, attempt: null };
}

async function askBecauseLate(ports: Ports, post: ClaimedPost): Promise<void> {
  const at = new Date(ports.clock.now()).toISOString();
  const late = failure("post.too_late", {}, { at });
  const settled = settle(ports, post, { failure: late, channel: "ours", mayHavePosted: false });
  await ports.store.commit({ ...post, state: "preparing" }, settled);
}
