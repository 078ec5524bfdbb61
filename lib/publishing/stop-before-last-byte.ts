import { failure } from "#lib/errors/failure";
import type { ClaimedPost, LivingAttempt, Ports } from "./ports";
import { settle } from "./settle";
import { whyStopped } from "./stop-of";

/** An upload that has not got further for so long was interrupted; one on its way may take as long as it takes. */
const STANDSTILL_MS = 10 * 60_000;

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
  const isLate = now > post.latestAt && now - attempt.progressAt > STANDSTILL_MS;
  const ended = post.stop?.code === "connect.access_ended" ? whyStopped(post.stop, at) : undefined;
  const cause = ended ?? (isLate ? failure("post.too_late", {}, { at }) : undefined);
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
