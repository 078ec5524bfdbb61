import { Eye } from "lucide-react";
import type { Reader } from "#components/posts/reader";

/** Says why there are no buttons, to somebody whose role is to look on. */
export function RoleNote({ reader }: { reader: Reader }) {
  if (reader.may.write) return null;
  return (
    <p className="mt-4 flex items-start gap-2 text-body text-ink-2">
      <span className="flex h-5 items-center">
        <Eye />
      </span>
      Your role here is to look on. An owner, a manager or an editor of this workspace can act.
    </p>
  );
}
