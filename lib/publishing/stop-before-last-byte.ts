import { failure } from "#lib/errors/failure";
import { nextPollAt } from "./poll-plan";
import type { ClaimedPost, LivingAttempt, Ports } from "./ports";
import { settle } from "./settle";
import type { Uploading } from "./start";
import { whyStopped } from "./stop-of";

/** An upload that has not got further for so long was interrupted; one on its way may take as long as it takes. */
const STANDSTILL_MS = 10 * 60_000;

/** Its time is over, and it has not got further for a while: somebody has to be asked. */
const isLate = (now: number, { latestAt, attempt }: ClaimedPost & { attempt: LivingAttempt }): boolean =>
  now > latestAt && now - attempt.progressAt > STANDSTILL_MS;

/**
 * Whether an upload that is taken up again has to be left where it stands, because of what has come about meanwhile: the
 * workspace may no longer post for this creator, or its time is over and somebody has to be asked. A pause holds back only
 * what has not begun. Until the last chunk is begun nothing can go live, so its attempt is ended for good; after that only
 * TikTok can say what became of it.
 * @returns true when the post's next state has been committed
 */
export async function stopBeforeLastByte(
  ports: Pick<Ports, "store" | "clock" | "random">,
  post: ClaimedPost & { attempt: LivingAttempt },
): Promise<boolean> {
  const { attempt } = post;
  if (attempt.finalIntentAt !== null) return false;
  const now = ports.clock.now();
  const at = new Date(now).toISOString();
  const ended = post.stop?.code === "connect.access_ended" ? whyStopped(post.stop, at) : undefined;
  const cause = ended ?? (isLate(now, post) ? failure("post.too_late", {}, { at }) : undefined);
  if (!cause) return false;
  await ports.store.commit(
    { ...post, state: "uploading" },
    {
      ...settle(ports, post, { failure: cause, channel: "ours", mayHavePosted: false }),
      attempt: { id: attempt.id, change: { ended: { outcome: "abandoned", failure: cause } } },
    },
  );
  return true;
}

/**
 * The same for an upload whose last chunk was begun, and of which TikTok has just said that it does not have all: nothing
 * more is sent when its time is over. A worker that sleeps may still wake with the end in its hands, so the attempt lives on and
 * is watched until TikTok's hour is over; until then only a person may say what became of it.
 * @returns true when the post's next state has been committed
 */
export async function stopWithinLastByte(
  ports: Pick<Ports, "store" | "clock" | "random">,
  post: Uploading,
): Promise<boolean> {
  const now = ports.clock.now();
  if (!isLate(now, post)) return false;
  const cause = failure(
    "post.late_unsure",
    {},
    { at: new Date(now).toISOString(), attempt: post.attempt.number },
  );
  const settled = settle(ports, post, { failure: cause, channel: "ours", mayHavePosted: true });
  const at = nextPollAt(now, post.attempt.polls);
  await ports.store.commit(
    { ...post, state: "uploading" },
    { ...settled, post: { ...settled.post, dueAt: at }, job: { kind: "watch", at } },
  );
  return true;
}
