import type { ReactNode } from "react";
import { cn } from "#components/ui/cn";
import { goingWithout, type PermissionCheck } from "#lib/creators/features";
import { FeatureLists, PermissionList } from "./permission-list";

type PermissionResultProps = {
  check: PermissionCheck;
  /** The account, as people know it. */
  name: string;
  /** 1 where this is the page. */
  level?: 1 | 2;
  /** Asks TikTok again; shown while something is missing. Its label is `missingLabel(check)`. */
  repair: ReactNode;
  /** The way on. Given what the link says: all is well, or the consequence of going without. */
  onward?: (label: string) => ReactNode;
  /** What can be done here now: nothing for somebody who has no account with us. */
  features?: boolean;
};

/** "Turn on the missing permission", or permissions. */
export const missingLabel = ({ missing }: PermissionCheck): string =>
  `Turn on the missing ${missing.length === 1 ? "permission" : "permissions"}`;

/** What a return from TikTok brought: scope by scope, what works now, and one button for what is missing. */
export function PermissionResult({
  check,
  name,
  level = 2,
  repair,
  onward,
  features = true,
}: PermissionResultProps) {
  const Heading = `h${level}` as const;
  const complete = check.missing.length === 0;
  const without = goingWithout(check);
  return (
    <section aria-labelledby="permission-result" className="flex flex-col gap-6">
      <div>
        <Heading
          id="permission-result"
          className={cn("text-balance", level === 1 ? "text-display" : "text-title")}
        >
          {headline(check, name)}
        </Heading>
        <p className="mt-2 max-w-measure text-body-lg text-ink-2">
          {complete
            ? "TikTok gave every permission that was asked for. You can take them back at any time, here or in TikTok's settings."
            : offText(check)}
        </p>
      </div>
      <div className="flex flex-col items-start gap-3 max-sm:items-stretch">
        {complete ? onward?.("Continue") : repair}
        {!complete && onward ? (
          <p className="max-w-measure text-body text-ink-2">
            {onward(without.label)}
            <span className="block">{without.consequence}</span>
          </p>
        ) : null}
      </div>
      <PermissionList check={check} />
      {features ? <FeatureLists check={check} level={level === 1 ? 2 : 3} /> : null}
    </section>
  );
}

/** What was left off is a choice, not a mistake. */
const offText = ({ missing }: PermissionCheck): string =>
  missing.length === 1
    ? "A switch was off on TikTok's page. Everything that doesn't need it works."
    : "Some switches were off on TikTok's page. Everything that doesn't need them works.";

function headline({ missing }: PermissionCheck, name: string): string {
  if (missing.length === 0) return `${name} is connected`;
  const count = missing.length === 1 ? "one permission is" : `${missing.length} permissions are`;
  return `${name} is connected, ${count} off`;
}
