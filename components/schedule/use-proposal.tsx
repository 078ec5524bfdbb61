"use client";

import { useState } from "react";
import type { Reader } from "#components/posts/reader";
import type { ServerClock } from "#components/posts/use-server-clock";
import { wallTimeAt } from "#lib/clock/wall-time";
import { type Proposal, propose } from "./propose";
import { gridRange, useTimes } from "./times";
import type { Movable } from "./wall-of";

type Wanted = {
  post: Movable;
  reader: Reader;
  clock: ServerClock;
  /** The zone in which a time is meant, IANA. */
  usual: string;
  enabled: boolean;
};

/** A time that suits the post, once it is known what is planned. It stays the same while somebody looks at it. */
export function useProposal({ post, reader, clock, usual, enabled }: Wanted): Proposal | null {
  const [range] = useState(() => gridRange(wallTimeAt(clock(), usual).slice(0, 7)));
  const creatorId = enabled ? (post.creator?.id ?? null) : null;
  const query = useTimes(reader.workspaceId, creatorId, range.from, range.to);
  // What was known before may lack the post that was moved a moment ago.
  const times = query.isFetching ? undefined : query.data;
  const [made, setMade] = useState<{ postId: string; proposal: Proposal | null } | null>(null);
  const isMade = made?.postId === post.id;
  if (enabled && times && !isMade) {
    setMade({ postId: post.id, proposal: propose(post, times, { now: clock(), usual }) });
  }
  return isMade ? made.proposal : null;
}
