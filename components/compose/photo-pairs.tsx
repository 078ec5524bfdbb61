import { Button } from "#components/ui/button";
import { Disclosure } from "#components/ui/disclosure";
import { sizeText } from "#lib/errors/measure";
import { photoFormatName, pictureText } from "#lib/media/names";
import type { PhotoView } from "#lib/media/view";
import type { PhotoPair, PhotoRepairs } from "./use-photo-repairs";

type PhotoPairsProps = { workspaceId: string; conversion: PhotoRepairs };

/** Each converted photo beside its original, which can be taken back. */
export function PhotoPairs({ workspaceId, conversion: { pairs, putBack } }: PhotoPairsProps) {
  if (pairs.length === 0) return null;
  return (
    <Disclosure summary={`Before and after: ${pairs.length} converted`}>
      <ul aria-label="Before and after" className="flex flex-col gap-4">
        {pairs.map((pair) => (
          <Pair key={pair.before.id} {...{ workspaceId, pair }} onPutBack={() => putBack(pair)} />
        ))}
      </ul>
    </Disclosure>
  );
}

type PairProps = { workspaceId: string; pair: PhotoPair; onPutBack: () => void };

function Pair({ workspaceId, pair: { before, after }, onPutBack }: PairProps) {
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <Shown workspaceId={workspaceId} title="Before" photo={before} />
      <Shown workspaceId={workspaceId} title="After" photo={after} />
      <Button
        variant="ghost"
        size="sm"
        aria-label={`Use the original ${before.fileName}`}
        onClick={onPutBack}
      >
        Use the original
      </Button>
    </li>
  );
}

function Shown({ workspaceId, title, photo }: { workspaceId: string; title: string; photo: PhotoView }) {
  return (
    <figure className="flex w-28 min-w-0 flex-col gap-1">
      <figcaption className="text-label">{title}</figcaption>
      {/* biome-ignore lint/performance/noImgElement: a private file of the workspace, served by us */}
      <img
        src={`/api/w/${workspaceId}/media/${photo.id}`}
        alt={`${title}: ${photo.fileName}`}
        loading="lazy"
        className="aspect-3/4 w-full rounded-md bg-screen object-contain"
      />
      <p className="text-meta text-ink-2">
        {photoFormatName(photo.facts)}, {pictureText(photo.facts)}, {sizeText(photo.bytes)}
      </p>
    </figure>
  );
}
