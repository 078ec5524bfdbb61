import { extendTailwindMerge } from "tailwind-merge";

const merge = extendTailwindMerge({
  extend: {
    theme: { text: ["display", "title", "section", "body-lg", "body", "label", "meta"], shadow: ["float"] },
  },
});

/** Joins class names; where two set the same property the later one wins, so callers can override a default. */
export function cn(...classes: (string | false | null | undefined)[]): string {
  return merge(classes);
}
