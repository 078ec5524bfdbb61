/** The colours a post's state may have. Colour means state and nothing else. */
export type Tone = "live" | "wait" | "stop" | "held" | "draft" | "accent";

/** A filled mark in the state's colour: a dot, a bar. Give it `data-state-colour`, so that forced colours keep it. */
export const fillOf: Record<Tone, string> = {
  live: "bg-live",
  wait: "bg-wait",
  stop: "bg-stop",
  held: "bg-held",
  draft: "bg-draft",
  accent: "bg-accent",
};

/** The colour of the rule that the class `edge` draws at the start of a frame, card or banner. */
export const edgeOf: Record<Tone, string> = {
  live: "[--edge:var(--live)]",
  wait: "[--edge:var(--wait)]",
  stop: "[--edge:var(--stop)]",
  held: "[--edge:var(--held)]",
  draft: "[--edge:var(--draft)]",
  accent: "[--edge:var(--accent)]",
};

/** Text and icons in the state's colour, readable on canvas, surface and the state's own tint. */
export const textOf: Record<Tone, string> = {
  live: "text-live-text",
  wait: "text-wait-text",
  stop: "text-stop-text",
  held: "text-held-text",
  draft: "text-draft-text",
  accent: "text-accent-text",
};

/** The quiet background of a state. */
export const tintOf: Record<Tone, string> = {
  live: "bg-live-tint",
  wait: "bg-wait-tint",
  stop: "bg-stop-tint",
  held: "bg-held-tint",
  draft: "bg-draft-tint",
  accent: "bg-accent-tint",
};
