import Link from "next/link";
import { Frame } from "#components/frame/frame";
import { Still } from "#components/posts/media-still";
import { isPhoto } from "#lib/db/json";
import { sizeText } from "#lib/errors/measure";
import type { LibraryFile } from "#lib/media-library/queries";
import { kindText, VerdictMark, wordOf } from "./verdict";

type FileGridProps = { files: readonly LibraryFile[]; workspaceId: string };

/** The workspace's files as a contact sheet, newest first. */
export function FileGrid({ files, workspaceId }: FileGridProps) {
  return (
    <ul
      aria-label="Files"
      className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-x-3 gap-y-5 sm:grid-cols-[repeat(auto-fill,minmax(9rem,10rem))]"
    >
      {files.map((file) => (
        <li key={file.id} className="min-w-0">
          <Link href={`/app/${workspaceId}/library/${file.id}`} className="flex flex-col gap-1.5 rounded-md">
            <FileCard file={file} workspaceId={workspaceId} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** A file among others: its picture, and what one chooses by. */
export function FileCard({ file, workspaceId }: { file: LibraryFile; workspaceId: string }) {
  return (
    <>
      <FilePicture file={file} workspaceId={workspaceId} />
      <span className="truncate text-body font-medium">{file.fileName}</span>
      <span className="text-meta text-ink-2">
        {kindText(file)}, {sizeText(file.bytes)}
      </span>
      <span className="truncate text-meta text-ink-2">
        {file.isUsed ? "Used" : "Not used"}
        {file.convertedFrom ? " · converted" : ""}
        {file.by ? ` · ${file.by}` : ""}
      </span>
    </>
  );
}

/** One file as a frame, with the word of its checks. */
export function FilePicture({ file, workspaceId }: { file: LibraryFile; workspaceId: string }) {
  const src = `/api/w/${workspaceId}/media/${file.id}`;
  return (
    <Frame
      tone={wordOf(file).tone}
      poster={<Still src={src} kind={isPhoto(file.facts) ? "photo" : "video"} />}
      mark={<VerdictMark file={file} />}
    />
  );
}
