import type { FileFacts } from "#lib/db/json";
import { type Failure, failure } from "#lib/errors/failure";
import { checkContent } from "#lib/posts/rules";
import type { CreatorInfo } from "#lib/tiktok/query-creator";
import type { ClaimedPost, Ports } from "./ports";
import type { Met } from "./settle";
import { whyStopped } from "./stop-of";

/** `busy`: the budget of questions is used up until `at`, ms; nothing is known yet. */
export type Problem = { kind: "met"; met: Met } | { kind: "busy"; at: number };

/** What is checked of a post: who it is for, what the workspace says, and what would be sent. */
export type Checked = Pick<ClaimedPost, "creatorId" | "stop"> & {
  revision: Pick<ClaimedPost["revision"], "content" | "files">;
};

/**
 * The first thing that keeps a post from going out at this moment: the workspace's word, the file, the grant, what
 * TikTok says that the creator may do. Only reads, here and at TikTok.
 */
export async function findProblem(
  ports: Pick<Ports, "tiktok" | "media" | "mediaAddress" | "clock">,
  post: Checked,
): Promise<Problem | undefined> {
  const { content } = post.revision;
  const at = new Date(ports.clock.now()).toISOString();
  const ours = (cause: Failure): Problem => ({
    kind: "met",
    met: { failure: cause, channel: "ours", mayHavePosted: false },
  });

  const stopped = whyStopped(post.stop, at);
  if (stopped) return ours(stopped);

  const files: { facts: FileFacts; bytes: number }[] = [];
  for (const { mediaId, sha256 } of post.revision.files) {
    const file = await ports.media.check(mediaId, sha256);
    if (file.kind !== "same")
      return ours(failure(file.kind === "missing" ? "media.missing" : "media.changed", {}, { at }));
    files.push(file);
  }

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
  const pulls = ports.mediaAddress !== null;
  const [first] = checkContent({ content, info, files, pulls, audited, grantedScopes }, at);
  return first ? ours(first) : undefined;
}
