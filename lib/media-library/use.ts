/** A post that holds on to a file. */
export type Use = {
  postId: string;
  state: string;
  /** The account's handle or name; null while a draft has none. */
  account: string | null;
  caption: string;
  /** ISO 8601; null for what has no time. */
  publishAt: string | null;
};

/** Posts that will still need their files, whatever becomes of the rest. */
export const NEEDS_FILES: readonly string[] = [
  "in_review",
  "scheduled",
  "preparing",
  "uploading",
  "processing",
  "unconfirmed",
  "blocked",
];
export const needsFiles = ({ state }: Pick<Use, "state">): boolean => NEEDS_FILES.includes(state);
