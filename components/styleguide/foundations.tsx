import { cn } from "#components/ui/cn";
import { Chapter, Specimen } from "./specimen";

const neutrals = [
  ["canvas", "bg-canvas"],
  ["surface", "bg-surface"],
  ["raised", "bg-raised"],
  ["sunken", "bg-sunken"],
  ["line", "bg-line"],
  ["line-strong", "bg-line-strong"],
  ["ink-3", "bg-ink-3"],
  ["ink-2", "bg-ink-2"],
  ["ink", "bg-ink"],
  ["action", "bg-action"],
] as const;

const states = [
  ["accent", "bg-accent", "bg-accent-tint text-accent-text"],
  ["live", "bg-live", "bg-live-tint text-live-text"],
  ["wait", "bg-wait", "bg-wait-tint text-wait-text"],
  ["stop", "bg-stop", "bg-stop-tint text-stop-text"],
  ["held", "bg-held", "bg-held-tint text-held-text"],
  ["draft", "bg-draft", "bg-draft-tint text-draft-text"],
] as const;

const type = [
  ["text-display", "@lena.rooftop needs to reconnect TikTok"],
  ["text-title", "Needs fixing"],
  ["text-section", "Next 24 hours"],
  ["text-body-lg", "Your video, caption and settings are saved."],
  ["text-body", "We won't retry until it's reconnected."],
  ["text-label", "Who can watch"],
  ["text-meta", "Saved 12:04:31"],
  ["font-mono text-meta", "20261124155312A7F0B1C2 · 7301948827361002496"],
] as const;

/** Colours and type: what everything else is made of. */
export function Foundations() {
  return (
    <Chapter title="Colour and type">
      <Specimen name="neutrals">
        <ul className="grid grid-cols-2 gap-2 sm:grid-cols-5">
          {neutrals.map(([name, fill]) => (
            <li key={name} className="text-meta text-ink-2">
              <div data-state-colour className={cn("mb-1 h-10 rounded-md border border-line", fill)} />
              {name}
            </li>
          ))}
        </ul>
      </Specimen>
      <Specimen name="states: colour means a post's state and nothing else">
        <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3">
          {states.map(([name, fill, tint]) => (
            <li key={name} className="overflow-hidden rounded-md border border-line text-label">
              <div data-state-colour className={cn("h-3", fill)} />
              <div className={cn("px-3 py-2", tint)}>{name}</div>
            </li>
          ))}
        </ul>
      </Specimen>
      <Specimen name="type">
        <div className="flex flex-col gap-3">
          {type.map(([role, sample]) => (
            <p key={role} className={role}>
              {sample}
            </p>
          ))}
          <p className="text-body">
            In running text a link looks like{" "}
            <a href="#top" className="link">
              this one
            </a>
            . Tiếng Việt · Ελληνικά · Привіт · العربية
          </p>
        </div>
      </Specimen>
    </Chapter>
  );
}
