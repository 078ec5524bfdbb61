import type { ReactNode } from "react";
import { cn } from "./cn";

/** A block where something will stand. Shows itself only after 300 ms: what is quick needs no waiting picture. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div
      aria-hidden
      className={cn("animate-reveal rounded-md border border-transparent bg-line", className)}
    />
  );
}

/** Says once that something is loading; the blocks inside are only a picture. */
export function Loading({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div role="status" className={className}>
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}
