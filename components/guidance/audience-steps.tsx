import { cn } from "#components/ui/cn";
import { audienceNames } from "#lib/errors/explain";
import type { Audience } from "#lib/errors/row";
import { Steps } from "./guidance-facts";

/** Each panel shows while its own radio is chosen: a matter of CSS alone, so it works before and without scripts. */
const readers: readonly { id: Audience; radio: string; panel: string }[] = [
  { id: "creator", radio: "for-creator", panel: "group-has-[#for-creator:checked]/readers:block" },
  { id: "staff", radio: "for-team", panel: "group-has-[#for-team:checked]/readers:block" },
  { id: "app_owner", radio: "for-operator", panel: "group-has-[#for-operator:checked]/readers:block" },
];

/** What to do, for each kind of reader. Where all are told the same there is nothing to choose. */
export function AudienceSteps({ steps }: { steps: Readonly<Record<Audience, readonly string[]>> }) {
  const isSame = new Set(readers.map(({ id }) => steps[id].join("\n"))).size === 1;
  if (isSame) return <Steps steps={steps.staff} />;
  return (
    <div className="group/readers">
      <fieldset className="mb-3 flex flex-wrap gap-1">
        <legend className="mb-1.5 text-meta text-ink-2">I am the</legend>
        {readers.map(({ id, radio }) => (
          <label
            key={id}
            className={cn(
              "flex min-h-8 items-center rounded-md border border-line-strong px-3 text-body font-medium text-ink-2 pointer-coarse:min-h-11",
              "hover:bg-sunken has-checked:border-action has-checked:bg-action has-checked:text-action-ink",
              "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
            )}
          >
            <input
              type="radio"
              name="reader"
              id={radio}
              defaultChecked={id === "creator"}
              className="sr-only"
            />
            {audienceNames[id]}
          </label>
        ))}
      </fieldset>
      {readers.map(({ id, panel }) => (
        <section
          key={id}
          aria-label={`For the ${audienceNames[id].toLowerCase()}`}
          className={cn("hidden", panel)}
        >
          <Steps steps={steps[id]} />
        </section>
      ))}
    </div>
  );
}
