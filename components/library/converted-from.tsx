import Link from "next/link";
import { RepairCompare } from "#components/compose/repair-compare";
import type { LibraryFile } from "#lib/media-library/queries";

/** Which file a converted one was made of, and both side by side. */
export function ConvertedFrom({ file, workspaceId }: { file: LibraryFile; workspaceId: string }) {
  if (!file.convertedFrom) return null;
  const { fileName, original } = file.convertedFrom;
  return (
    <section aria-labelledby="file-original" className="flex flex-col gap-4">
      <h2 id="file-original" className="text-section">
        Original
      </h2>
      <p className="text-body">
        Converted from{" "}
        {original ? (
          <Link href={`/app/${workspaceId}/library/${original.id}`} className="link break-words">
            {fileName}
          </Link>
        ) : (
          `${fileName}, which was deleted`
        )}
        .
      </p>
      {original ? (
        <RepairCompare {...{ workspaceId, before: original, after: file, maxSeconds: null }} />
      ) : null}
    </section>
  );
}
