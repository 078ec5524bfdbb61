import { Check, X } from "lucide-react";
import { cn } from "#components/ui/cn";
import type { Feature, PermissionCheck } from "#lib/creators/features";

/** Every permission with its mark: what it allows, what TikTok calls it, and what follows where it is off. */
export function PermissionList({ check }: { check: PermissionCheck }) {
  return (
    <ul aria-label="Permissions" className="rounded-lg border border-line bg-surface">
      {check.permissions.map(({ scope, granted, words }) => (
        <li key={scope} className="flex gap-3 border-t border-line px-4 py-3 first:border-t-0">
          <Mark on={granted} />
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="text-body font-semibold">{words.title}</span>
              <span className={cn("text-label", granted ? "text-live-text" : "text-stop-text")}>
                {granted ? "Allowed" : "Off"}
              </span>
            </div>
            {granted ? null : <p className="text-body text-ink">{words.whenOff}</p>}
            <p className="text-meta text-ink-2">On TikTok's page: “{words.onTikTok}”</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** What can be done now and what can't, once the permissions are as they are. */
export function FeatureLists({ check, level = 2 }: { check: PermissionCheck; level?: 2 | 3 }) {
  return (
    <div className="grid gap-x-8 gap-y-6 sm:grid-cols-2">
      <FeatureList title="Works now" on features={check.works} level={level} />
      {check.stopped.length > 0 ? (
        <FeatureList title="Doesn't work yet" on={false} features={check.stopped} level={level} />
      ) : null}
    </div>
  );
}

type FeatureListProps = { title: string; on: boolean; features: readonly Feature[]; level: 2 | 3 };

function FeatureList({ title, on, features, level }: FeatureListProps) {
  const Heading = `h${level}` as const;
  return (
    <div>
      <Heading className="text-section">{title}</Heading>
      <ul className="mt-2 flex flex-col gap-1.5 text-body">
        {features.map((feature) => (
          <li key={feature.id} className="flex gap-2">
            <Mark on={on} />
            <span className="min-w-0">{feature.title}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Mark({ on }: { on: boolean }) {
  return (
    <span className="flex h-5 items-center">
      {on ? <Check className="text-live-text" /> : <X className="text-stop-text" />}
    </span>
  );
}
