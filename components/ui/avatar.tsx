import { cn } from "./cn";

type AvatarProps = {
  /** Whose it is: gives the letter that stands in for a missing picture. The name itself stands beside it. */
  name: string;
  src?: string | null;
  size?: "sm" | "md" | "lg";
  className?: string;
};

const sizes = { sm: "size-6 text-meta", md: "size-8 text-label", lg: "size-12 text-section" };

/**
 * A small round picture of a person or profile. Decoration: the name is always written beside it. The letter lies
 * below the picture, so that it shows where there is none and where it does not load.
 */
export function Avatar({ name, src, size = "md", className }: AvatarProps) {
  return (
    <span
      aria-hidden
      className={cn(
        "relative inline-flex shrink-0 items-center justify-center overflow-hidden rounded-full border border-line bg-sunken font-semibold text-ink-2 select-none",
        sizes[size],
        className,
      )}
    >
      {initialOf(name)}
      {src ? (
        // biome-ignore lint/performance/noImgElement: the image optimiser is off, and avatars come small
        <img src={src} alt="" className="absolute inset-0 size-full object-cover" />
      ) : null}
    </span>
  );
}

/** The first letter of a name or handle, whole even where it takes two code units. */
function initialOf(name: string): string {
  return [...name.replace(/^@/, "").trim()][0]?.toLocaleUpperCase() ?? "";
}
