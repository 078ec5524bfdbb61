import { type Failure, failure } from "#lib/errors/failure";
import { checkContent } from "#lib/posts/rules";
import type { CreatorInfo } from "#lib/tiktok/query-creator";
import type { ClaimedPost, Ports } from "./ports";
import { type Met, settle } from "./settle";

/**
 * Checks everything that can be checked before TikTok hears of the post: the file, the grant, and what the creator may
 * do at this moment. Only reads at TikTok, so dying here costs nothing.
 * @returns true when the post may go out; otherwise its next state has been committed
 */
export async function prepare(ports: Ports, post: ClaimedPost): Promise<boolean> {
  const problem = await findProblem(ports, post);
  if (!problem) {
    await ports.store.commit(
      { ...post, state: "preparing" },
      { steps: [{ name: "checked", at: ports.clock.now() }] },
    );
    return true;
  }
  if (problem.kind === "busy") {
    await ports.store.commit(
      { ...post, state: "preparing" },
      {
        to: "scheduled",
        post: { dueAt: problem.at },
        job: { kind: "publish", at: problem.at },
        release: true,
      },
    );
    return false;
  }
  const refused = { name: "refused" as const, at: ports.clock.now(), detail: detailOf(problem.met.failure) };
  await ports.store.commit(
    { ...post, state: "preparing" },
    { ...settle(ports, post, problem.met), steps: [refused] },
  );
  return false;
}

/** What a timeline line says of a failure. */
export const detailOf = (cause: Failure) => ({
  code: cause.code,
  httpStatus: cause.support.httpStatus,
  logId: cause.support.logId,
});

type Problem = { kind: "met"; met: Met } | { kind: "busy"; at: number };

async function findProblem(ports: Ports, post: ClaimedPost): Promise<Problem | undefined> {
  const { content, mediaId, mediaSha256 } = post.revision;
  const at = new Date(ports.clock.now()).toISOString();
  const ours = (cause: Failure): Problem => ({
    kind: "met",
    met: { failure: cause, channel: "ours", mayHavePosted: false },
  });

  const media = await ports.media.check(mediaId, mediaSha256);
  if (media.kind !== "same")
    return ours(failure(media.kind === "missing" ? "media.missing" : "media.changed", {}, { at }));

  let info: CreatorInfo | null = null;
  const grantedScopes = await ports.tiktok.grantedScopes(post.creatorId);
  if (content.mode === "direct" && grantedScopes.includes("video.publish")) {
    const told = await ports.tiktok.creatorInfo(post.creatorId);
    if (told.kind === "busy") return told;
    if (told.kind === "failed") {
      const { failure: cause, retryAfterMs } = told;
      const met: Met = {
        failure: cause,
        channel: "api",
        endpoint: "creator_info",
        retryAfterMs,
        mayHavePosted: false,
      };
      return { kind: "met", met };
    }
    info = told.value;
  }
  const { audited } = ports.tiktok;
  const [first] = checkContent({ content, info, facts: media.facts, audited, grantedScopes }, at);
  return first ? ours(first) : undefined;
}
