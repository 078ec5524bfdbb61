"use client";

import { Check, CircleAlert } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button";
import { type FileFacts, isPhoto } from "#lib/db/json";
import { evidenceRow } from "#lib/errors/measure";
import { photoChecks } from "#lib/media/photo-rules";
import { checksOf } from "#lib/media/rules";
import type { MediaView } from "#lib/media/view";

/** `children`: what can be done about it. */
type Comparing = { maxSeconds: number | null; children?: ReactNode };
type RepairCompareProps = Comparing & { workspaceId: string; before: MediaView; after: MediaView };

/** A stored file beside what was made of it. */
export function RepairCompare({ workspaceId, before, after, ...rest }: RepairCompareProps) {
  const url = ({ id }: MediaView) => `/api/w/${workspaceId}/media/${id}`;
  return (
    <Compared {...rest} before={{ ...before, url: url(before) }} after={{ ...after, url: url(after) }} />
  );
}

/** The two ways on from a comparison. */
export function ChooseOne({ onUse, onKeep }: { onUse: () => void; onKeep: () => void }) {
  return (
    <div className="flex flex-wrap gap-2 max-sm:flex-col">
      <Button onClick={onUse}>Use the converted video</Button>
      <Button variant="secondary" onClick={onKeep}>
        Keep the original
      </Button>
    </div>
  );
}

type ShownFile = { fileName: string; facts: FileFacts; bytes: number; url: string };

/** The original beside what was made of it: both to look at, and each check with both values. */
export function Compared({
  before,
  after,
  maxSeconds,
  children,
}: Comparing & { before: ShownFile; after: ShownFile }) {
  return (
    <section className="flex flex-col gap-4" aria-label={`Before and after: ${after.fileName}`}>
      <div className="grid grid-cols-2 gap-4">
        <Shown title="Before" file={before} />
        <Shown title="After" file={after} />
      </div>
      <Facts before={before} after={after} maxSeconds={maxSeconds} />
      {children}
    </section>
  );
}

function Shown({ title, file }: { title: string; file: ShownFile }) {
  const [broken, setBroken] = useState(false);
  return (
    <figure className="flex min-w-0 flex-col gap-1">
      <figcaption className="text-label">{title}</figcaption>
      {broken ? (
        <p className="flex aspect-[9/16] max-h-72 items-center rounded-md bg-sunken p-4 text-body text-ink-2">
          This browser can't show this kind of file.
        </p>
      ) : isPhoto(file.facts) ? (
        // biome-ignore lint/performance/noImgElement: the image optimiser is off, and a file is shown as it is
        <img
          src={file.url}
          alt={`${title}: ${file.fileName}`}
          className="aspect-[9/16] max-h-72 w-full rounded-md bg-sunken object-contain"
          onError={() => setBroken(true)}
        />
      ) : (
        <video
          src={file.url}
          controls
          muted
          playsInline
          preload="metadata"
          aria-label={`${title}: ${file.fileName}`}
          className="aspect-[9/16] max-h-72 w-full rounded-md bg-sunken object-contain"
          onError={() => setBroken(true)}
          // Sound alone is what a browser plays of pictures that it can't read.
          onLoadedMetadata={({ currentTarget }) => setBroken(currentTarget.videoWidth === 0)}
        />
      )}
      <p className="truncate text-meta text-ink-2">{file.fileName}</p>
    </figure>
  );
}

function Facts({
  before,
  after,
  maxSeconds,
}: {
  before: ShownFile;
  after: ShownFile;
  maxSeconds: number | null;
}) {
  const [was, is] = [before, after].map(({ facts, bytes }) =>
    // It stands alone here, without a number.
    isPhoto(facts) ? photoChecks({ facts, bytes }, 0) : checksOf({ facts, bytes }, { maxSeconds }),
  );
  return (
    <table className="w-full text-start text-body">
      <thead className="text-meta text-ink-2">
        <tr>
          <th className="py-1 pe-3 text-start font-medium">Check</th>
          <th className="py-1 pe-3 text-start font-medium">Before</th>
          <th className="py-1 text-start font-medium">After</th>
        </tr>
      </thead>
      <tbody>
        {is?.map((now) => {
          // Of what could not be read before, only some is known.
          const before = was?.find(({ code }) => code === now.code);
          return (
            <tr key={now.code} className="border-t border-line align-top">
              <th scope="row" className="py-1.5 pe-3 text-start font-normal text-ink-2">
                {evidenceRow(now).label}
              </th>
              {[before, now].map((each, column) => (
                <td key={column === 0 ? "before" : "after"} className="py-1.5 pe-3">
                  {each ? <Value {...evidenceRow(each)} /> : <span className="text-ink-2">Not known</span>}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Value({ measured, ok }: { measured: string; ok: boolean }) {
  return (
    <span className={ok ? "flex gap-1.5" : "flex gap-1.5 font-semibold text-stop-text"}>
      {ok ? (
        <Check aria-label="Fine:" className="mt-0.5" />
      ) : (
        <CircleAlert aria-label="Not fine:" className="mt-0.5" />
      )}
      <span className="min-w-0">{measured}</span>
    </span>
  );
}
