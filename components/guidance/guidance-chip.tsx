import {
  Check,
  CircleAlert,
  CircleQuestionMark,
  Clock,
  Inbox,
  type LucideIcon,
  RotateCw,
} from "lucide-react";
import { Chip } from "#components/ui/chip";
import type { Guidance } from "#lib/errors/guidance";

const icons: Record<Guidance["standing"], LucideIcon> = {
  ahead: Clock,
  open: CircleAlert,
  ended: CircleAlert,
  retrying: RotateCw,
  waiting: Clock,
  unconfirmed: CircleQuestionMark,
  live: Check,
  in_inbox: Inbox,
};

/** The state in icon and word, and who it waits for. */
export function GuidanceChip({ guidance }: { guidance: Guidance }) {
  const { chip, tone, standing } = guidance;
  const Icon = icons[standing];
  return (
    <Chip tone={tone} icon={<Icon />} plain>
      {chip.word} · {chip.owner}
    </Chip>
  );
}
