/** The id of the main region that every shell renders once. */
export const mainId = "main";

/** First stop of the Tab key: past the navigation, to the content. */
export function SkipLink() {
  return (
    <a
      href={`#${mainId}`}
      className="sr-only rounded-md bg-action px-4 py-3 font-semibold text-action-ink focus:not-sr-only focus:absolute focus:start-4 focus:top-4 focus:z-50"
    >
      Skip to main content
    </a>
  );
}
