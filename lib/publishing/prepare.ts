import type { Failure } from "#lib/errors/failure";
import { findProblem } from "./find-problem";
import type { ClaimedPost, NewStep, Ports } from "./ports";
import { settle } from "./settle";

/**
 * Checks everything that can be checked before TikTok hears of the post: the file, the grant, and what the creator may
 * do at this moment. Only reads at TikTok, so dying here costs nothing.
 * @returns when the post may go out, the line that says so, for the attempt that begins; otherwise its next state has been
 *   committed
 */
export async function prepare(ports: Ports, post: ClaimedPost): Promise<NewStep | undefined> {
  const problem = await findProblem(ports, post);
  if (!problem) return { name: "checked", at: ports.clock.now() };
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
    return undefined;
  }
  const refused = { name: "refused" as const, at: ports.clock.now(), detail: detailOf(problem.met.failure) };
  await ports.store.commit(
    { ...post, state: "preparing" },
    { ...settle(ports, post, problem.met), steps: [refused] },
  );
  return undefined;
}

/** What a timeline line says of a failure. */
export const detailOf = (cause: Failure) => ({
  code: cause.code,
  httpStatus: cause.support.httpStatus,
  logId: cause.support.logId,
});
