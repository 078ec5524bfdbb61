import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { MediaChecks, PhotoChecks } from "#components/compose/media-checks";
import { ConvertedFrom } from "#components/library/converted-from";
import { DeleteFile } from "#components/library/delete-file";
import { FilePicture } from "#components/library/file-grid";
import { UseTable } from "#components/library/use-table";
import { kindText } from "#components/library/verdict";
import { NotAllowed } from "#components/shell/not-allowed";
import { Breadcrumb } from "#components/ui/breadcrumb";
import { buttonClass } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { enterPage } from "#lib/auth/enter";
import { loadTimes } from "#lib/auth/loaders";
import { isPhoto } from "#lib/db/json";
import { sizeText } from "#lib/errors/measure";
import { shortMoment } from "#lib/errors/moment";
import { viewLibraryFile } from "#lib/media-library/queries";
import { needsFiles } from "#lib/media-library/use";
import { may } from "#lib/workspaces/roles";

export const metadata: Metadata = { title: "File" };

type Props = { params: Promise<{ workspace: string; media: string }> };

/** One file: what was found in it, which posts use it, and the way to delete it. */
export default async function LibraryFilePage({ params }: Props) {
  const { workspace, media } = await params;
  const base = `/app/${workspace}/library`;
  const scope = await enterPage(workspace, `${base}/${media}`);
  if (!may(scope.actor.role, "media:upload")) {
    return (
      <>
        <PageHeader title="Library" />
        <NotAllowed>The library takes an owner, a manager or an editor of this workspace.</NotAllowed>
      </>
    );
  }
  const [file, times] = await Promise.all([viewLibraryFile(scope, media), loadTimes(scope)]);
  if (!file) notFound();
  const { facts, bytes, fileName, uses } = file;
  const needing = uses.filter(needsFiles);
  const losing = uses.filter((use) => !needsFiles(use) && use.state !== "published");
  return (
    <>
      <PageHeader
        above={<Breadcrumb items={[{ label: "Library", href: base }, { label: fileName }]} />}
        title={fileName}
        description={[
          kindText(file),
          sizeText(bytes),
          `added ${shortMoment(file.createdAt, times.timeZone, times.now)}${file.by ? ` by ${file.by}` : ""}`,
          ...(file.convertedFrom ? ["converted"] : []),
        ].join(" · ")}
        actions={
          <>
            <Link href={`/app/${workspace}/compose?file=${file.id}`} className={buttonClass()}>
              <Plus /> Use in a new post
            </Link>
            <DeleteFile {...{ workspaceId: workspace, mediaId: file.id, fileName, needing, losing }} />
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-[14rem_minmax(0,1fr)]">
        <div className="max-w-56">
          <FilePicture file={file} workspaceId={workspace} />
        </div>
        <div className="flex flex-col gap-8">
          <section aria-labelledby="file-checks" className="flex flex-col gap-2">
            <h2 id="file-checks" className="text-section">
              Checks
            </h2>
            {isPhoto(facts) ? (
              <PhotoChecks of={fileName} files={[{ facts, bytes }]} />
            ) : (
              <MediaChecks
                of={fileName}
                file={{ facts, bytes }}
                limits={{ maxSeconds: null, pulls: scope.mediaAddress?.forVideos }}
              />
            )}
          </section>
          {file.convertedFrom ? <ConvertedFrom file={file} workspaceId={workspace} /> : null}
          <section aria-labelledby="file-uses" className="flex flex-col gap-2">
            <h2 id="file-uses" className="text-section">
              Used in
            </h2>
            <UseTable {...{ uses, workspaceId: workspace, ...times }} />
          </section>
        </div>
      </div>
    </>
  );
}
