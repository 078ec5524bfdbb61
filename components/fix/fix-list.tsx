import { GuidanceRow } from "#components/guidance/guidance-row";
import { titleOf } from "#components/posts/post-words";
import { accountOf, paths, type Reader } from "#components/posts/reader";
import { shortMoment } from "#lib/errors/moment";
import { groups, promisedAt, type ToldItem } from "./group-of";

type FixListProps = {
  told: readonly ToldItem[];
  reader: Reader;
  now: string;
  /** The item whose card stands beside the list. */
  current: string | undefined;
};

function metaOf({ posts, item, more }: ToldItem, { timeZone }: Reader, now: string): string {
  const due = item.ahead
    ? ["goes out", "the first goes out"]
    : ["was due", more ? "one was due" : "oldest was due"];
  const since = `${posts.length === 1 ? due[0] : due[1]} ${shortMoment(promisedAt(posts[0]), timeZone, now)}`;
  return [
    posts.length === 1 ? `“${titleOf(posts[0].caption)}”` : null,
    item.creator ? accountOf(item.creator) : "All accounts",
    since,
    posts.length > 1 ? `${posts.length} posts${more ? " or more" : ""}` : null,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** What is stuck, by whose turn it is. */
export function FixList({ told, reader, now, current }: FixListProps) {
  return (
    <div className="flex flex-col gap-6">
      {groups.map(({ id, title }) => {
        const items = told.filter(({ group }) => group === id);
        if (items.length === 0) return null;
        return (
          <section key={id} aria-labelledby={`fix-${id}`}>
            <h2 id={`fix-${id}`} className="mb-2 text-section">
              {title} <span className="font-normal text-ink-2">({items.length})</span>
            </h2>
            <ul className="flex flex-col gap-2">
              {items.map((each) => (
                <li key={each.key} data-fix={each.key}>
                  <GuidanceRow
                    guidance={each.guidance}
                    href={paths.fix(reader, each.key)}
                    meta={metaOf(each, reader, now)}
                    current={each.key === current}
                  />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
