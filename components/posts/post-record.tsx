import { cn } from "#components/ui/cn";
import { edgeOf, type Tone } from "#components/ui/tone";
import { sizeText } from "#lib/errors/measure";
import { moment } from "#lib/errors/moment";
import { factsWords } from "#lib/media/names";
import { isPhotoView, type MediaView } from "#lib/media/view";
import type { PostView } from "#lib/posts/queries";
import { settingsOf } from "./post-words";
import { paths, type Reader } from "./reader";

type PostRecordProps = { view: PostView; reader: Reader; tone: Tone; now: string };

/** What the post is made of: the video, the words, the settings, and who agreed to them. */
export function PostRecord({ view, reader, tone, now }: PostRecordProps) {
  const { content, files, consent } = view;
  return (
    <div className="flex flex-col gap-6">
      <Media view={view} reader={reader} tone={tone} />
      <section aria-labelledby="post-caption">
        <h2 id="post-caption" className="mb-1 text-section">
          {content.kind === "photo" ? "Description" : "Caption"}
        </h2>
        {content.caption.trim() ? (
          <p dir="auto" className="text-body-lg break-words whitespace-pre-line">
            {content.caption}
          </p>
        ) : (
          <p className="text-body text-ink-2">None.</p>
        )}
      </section>
      <section aria-labelledby="post-settings">
        <h2 id="post-settings" className="mb-2 text-section">
          {view.state === "draft" ? "Settings" : "Settings as sent"}
        </h2>
        <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-body">
          {settingsOf(content).map(({ term, value }) => (
            <div key={term} className="contents">
              <dt className="text-ink-2">{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          {files.length > 0 ? (
            <>
              <dt className="text-ink-2">{files.length === 1 ? "File" : "Files"}</dt>
              <dd className="break-words">
                {files.map((file, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the same photo may stand twice, and the order is fixed
                  <span key={index} className="block">
                    {file.fileName}
                    <span className="block text-ink-2">{factsLine(file)}</span>
                  </span>
                ))}
              </dd>
            </>
          ) : null}
        </dl>
      </section>
      {consent && view.state !== "draft" ? (
        <section aria-labelledby="post-consent">
          <h2 id="post-consent" className="mb-1 text-section">
            Consent
          </h2>
          <p className="max-w-measure text-body">
            {consent.by ?? "A member who has left"} agreed on{" "}
            <time dateTime={consent.at}>{moment(consent.at, reader.timeZone, now)}</time> to:
          </p>
          <blockquote className="mt-2 max-w-measure border-s-2 border-line-strong ps-3 text-body text-ink-2">
            {consent.sentence}
          </blockquote>
        </section>
      ) : null}
    </div>
  );
}

function factsLine({ bytes, facts }: MediaView): string {
  return [sizeText(bytes), ...factsWords(facts)].join(" · ");
}

function Media({
  view: { files, content },
  reader,
  tone,
}: Pick<PostRecordProps, "view" | "reader" | "tone">) {
  const shape = cn(
    "edge aspect-9/16 w-full max-w-64 rounded-md border border-line bg-screen text-screen-ink [--edge-width:3px]",
    edgeOf[tone],
  );
  const [first] = files;
  if (!first) {
    return (
      <div className={cn(shape, "flex items-center justify-center p-6 text-center text-body")}>
        <span>{content.kind === "photo" ? "No photos yet" : "No video yet"}</span>
      </div>
    );
  }
  if (isPhotoView(first)) return <PhotoStrip files={files} reader={reader} shape={shape} />;
  return (
    <div className={shape}>
      {/* biome-ignore lint/a11y/useMediaCaption: the author's own file; TikTok makes the captions */}
      <video
        src={paths.media(reader, first.id)}
        controls
        playsInline
        preload="metadata"
        aria-label={`The video ${first.fileName}`}
        className="absolute inset-0 size-full object-contain"
      />
    </div>
  );
}

/** The photos side by side, to be leafed through as in TikTok's app. */
function PhotoStrip({ files, reader, shape }: { files: MediaView[]; reader: Reader; shape: string }) {
  return (
    <ul
      className={cn(shape, "flex snap-x snap-mandatory overflow-x-auto")}
      // A strip that scrolls has to be reached with keys too.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
      tabIndex={0}
      aria-label={`${files.length} ${files.length === 1 ? "photo" : "photos"}`}
    >
      {files.map((file, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same photo may stand twice, and the order is fixed
        <li key={index} className="relative h-full w-full shrink-0 snap-center">
          {/* biome-ignore lint/performance/noImgElement: a private file of the workspace, served by us */}
          <img
            src={paths.media(reader, file.id)}
            alt={`${index + 1} of ${files.length}: ${file.fileName}`}
            loading="lazy"
            className="size-full object-contain"
          />
        </li>
      ))}
    </ul>
  );
}
