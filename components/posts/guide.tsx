import { rowOf } from "#lib/errors/catalog";
import type { Failure } from "#lib/errors/failure";
import { type Guidance, tell } from "#lib/errors/guidance";
import type { Audience } from "#lib/errors/row";
import type { CreatorName, PostRow } from "#lib/posts/queries";
import { accountOf, nextTryOf, type Reader } from "./reader";

/** As whom somebody reads of a failure: the account's owner, who runs this copy of Aircheck where it is theirs, or staff. */
export function audienceOf(
  reader: Reader,
  creator: CreatorName | null,
  cause?: Pick<Failure, "code">,
): Audience {
  if (creator && creator.id === reader.ownCreatorId) return "creator";
  return cause && reader.may.operate && rowOf(cause.code).fixer === "app_owner" ? "app_owner" : "staff";
}

type Told = Pick<PostRow, "state" | "creator" | "dueAt" | "publishAt" | "mode" | "failure">;
export type More = {
  latestAt?: string | null;
  alsoWaiting?: number;
  fileName?: string;
  /** Who is told, where it is somebody else than the reader: the words of a message to them. */
  audience?: Audience;
};

/** A scheduled post that has met nothing yet: what is told of it lies ahead. */
const isAhead = ({ state, failure }: Pick<Told, "state" | "failure">) => state === "scheduled" && !failure;

/** A failure of a post, told to its reader. */
export function guide(reader: Reader, cause: Failure, post: Told, now: string, more: More = {}): Guidance {
  const { creator, mode } = post;
  const missing = (creator && reader.missing[creator.id]) ?? [];
  const needed = mode === "direct" ? "video.publish" : "video.upload";
  return tell(
    cause,
    { audience: more.audience ?? audienceOf(reader, creator, cause) },
    {
      handle: accountOf(creator),
      creatorName: creator?.displayName || undefined,
      fileName: more.fileName,
      postState: post.state,
      nextTryAt: nextTryOf(post, now),
      aheadOf: isAhead(post) ? (post.publishAt ?? undefined) : undefined,
      latestAt: more.latestAt ?? undefined,
      timeZone: reader.timeZone,
      now,
      workspaceName: reader.workspaceName,
      alsoWaiting: more.alsoWaiting,
      // What this post needs says more than everything that is off.
      scopesMissing: missing.includes(needed) ? [needed] : missing,
    },
  );
}
