"use client";

import Link from "next/link";
import { Avatar } from "./avatar";
import { cn } from "./cn";
import { fillOf, type Tone } from "./tone";
import { Tooltip } from "./tooltip";

type AccountChipProps = {
  /** As the person knows it: "@lena.rooftop", or the nickname where the handle is not known. */
  name: string;
  avatarUrl?: string | null;
  /** How the connection is, in colour and word. */
  health?: { tone: Tone; word: string };
  /** Makes it a link; the word then shows on hover and focus. Without, the word stands beside the name. */
  href?: string;
  className?: string;
};

const shape = "inline-flex max-w-full min-h-8 items-center gap-2 rounded-md text-body font-medium text-ink";

/** A TikTok account: picture, name, and a dot for the connection's health that also has a word. */
export function AccountChip({ name, avatarUrl, health, href, className }: AccountChipProps) {
  const inside = (
    <>
      <Avatar name={name} src={avatarUrl} size="sm" />
      <span className="min-w-0 truncate">{name}</span>
      {health ? (
        <span
          data-state-colour
          aria-hidden
          className={cn("size-2 shrink-0 rounded-full", fillOf[health.tone])}
        />
      ) : null}
    </>
  );
  if (!href) {
    return (
      <span className={cn(shape, className)}>
        {inside}
        {health ? <span className="text-label font-normal text-ink-2">{health.word}</span> : null}
      </span>
    );
  }
  const link = (
    <Link
      href={href}
      className={cn(
        shape,
        "border border-line bg-surface ps-1 pe-2 transition-colors hover:border-line-strong pointer-coarse:min-h-11",
        className,
      )}
    >
      {inside}
    </Link>
  );
  return health ? <Tooltip content={health.word}>{link}</Tooltip> : link;
}
