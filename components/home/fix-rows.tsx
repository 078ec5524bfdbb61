"use client";

import { nameOf } from "#components/connections/account";
import { ConnectButton } from "#components/connections/connect-button";
import { GuidanceRow } from "#components/guidance/guidance-row";
import type { Guidance } from "#lib/errors/guidance";
import { shortMoment } from "#lib/errors/moment";
import type { FixItem } from "#lib/posts/fix-items";
import type { Day } from "./today";

export type Told = { item: FixItem; guidance: Guidance };

type FixRowsProps = { told: readonly Told[]; workspaceId: string; day: Day; mayConnect: boolean };

/** The first of what needs somebody, each as one row; the whole card is one step away. */
export function FixRows({ told, workspaceId, day, mayConnect }: FixRowsProps) {
  const home = `/app/${workspaceId}`;
  return (
    <ul aria-label="Needs fixing" className="flex flex-col gap-2">
      {told.map(({ item, guidance }) => {
        const [post] = item.posts;
        const href = item.posts.length === 1 && post ? `${home}/posts/${post.id}` : `${home}/fix`;
        return (
          <li key={item.key}>
            <GuidanceRow
              guidance={guidance}
              href={href}
              meta={metaOf(item, day)}
              renderAction={() => {
                const label = reconnectLabel(guidance);
                return label && mayConnect && item.creator ? (
                  <ConnectButton
                    target={{ workspaceId, creatorId: item.creator.id, returnTo: home }}
                    variant="secondary"
                    size="sm"
                  >
                    {label}
                  </ConnectButton>
                ) : null;
              }}
            />
          </li>
        );
      })}
    </ul>
  );
}

/** What connecting again is called on this card, where that is what helps. */
function reconnectLabel({ primary, secondary }: Guidance): string | undefined {
  const actions = primary ? [primary, ...secondary] : secondary;
  return actions.find(({ id }) => id === "reconnect" || id === "grant_missing")?.label;
}

function metaOf({ creator, posts, ahead }: FixItem, { timeZone, now }: Day): string {
  const times = posts.map(({ publishAt, updatedAt }) => publishAt ?? updatedAt).sort();
  return [
    creator ? nameOf(creator) : null,
    times[0] ? `${ahead ? "goes out" : "since"} ${shortMoment(times[0], timeZone, now)}` : null,
    posts.length > 1 ? `${posts.length} posts` : null,
  ]
    .filter(Boolean)
    .join(" · ");
}
