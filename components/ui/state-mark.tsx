import {
  Ban,
  Check,
  CircleAlert,
  CircleArrowUp,
  CircleQuestionMark,
  Clock,
  Eye,
  Inbox,
  type LucideIcon,
  MessageSquare,
  Pause,
  Pencil,
  RotateCw,
  TriangleAlert,
} from "lucide-react";
import { Chip } from "./chip";
import type { Tone } from "./tone";

type Mark = { word: string; icon: LucideIcon; tone: Tone };

/** How each state of a post is told: word, icon and colour, never colour alone. */
export const marks = {
  draft: { word: "Draft", icon: Pencil, tone: "draft" },
  in_review: { word: "Waiting for approval", icon: MessageSquare, tone: "held" },
  scheduled: { word: "Scheduled", icon: Clock, tone: "accent" },
  preparing: { word: "Sending to TikTok", icon: CircleArrowUp, tone: "accent" },
  uploading: { word: "Sending to TikTok", icon: CircleArrowUp, tone: "accent" },
  processing: { word: "TikTok is processing", icon: CircleArrowUp, tone: "accent" },
  in_inbox: { word: "In TikTok inbox", icon: Inbox, tone: "held" },
  /** Published, and TikTok's review is not over: not an error. */
  reviewing: { word: "Posted, TikTok is reviewing", icon: Eye, tone: "wait" },
  published: { word: "Posted", icon: Check, tone: "live" },
  /** Scheduled, but later than promised, after a try that did not work. Say when with `word`. */
  retrying: { word: "Retrying", icon: RotateCw, tone: "wait" },
  /** Scheduled, and a look ahead of its time found what would stop it. */
  would_stop: { word: "Scheduled · would stop", icon: TriangleAlert, tone: "wait" },
  unconfirmed: { word: "Unconfirmed", icon: CircleQuestionMark, tone: "wait" },
  blocked: { word: "Not posted", icon: CircleAlert, tone: "stop" },
  failed: { word: "Not posted", icon: CircleAlert, tone: "stop" },
  canceled: { word: "Cancelled", icon: Ban, tone: "draft" },
  paused: { word: "Paused", icon: Pause, tone: "held" },
} as const satisfies Record<string, Mark>;

export type MarkedState = keyof typeof marks;

type StateMarkProps = {
  state: MarkedState;
  /** More exact words where they are known: "Not posted · needs @lena.rooftop", "Retrying at 16:05". */
  word?: string;
  plain?: boolean;
  className?: string;
};

/** The state of a post in icon and word. */
export function StateMark({ state, word, plain, className }: StateMarkProps) {
  const mark: Mark = marks[state];
  const Icon = mark.icon;
  return (
    <Chip tone={mark.tone} icon={<Icon />} plain={plain} className={className}>
      {word ?? mark.word}
    </Chip>
  );
}
