import { WandSparkles, X } from "lucide-react";
import { GuidanceCard } from "#components/guidance/guidance-card";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { Progress } from "#components/ui/progress";
import { PHOTO_LIMITS } from "#lib/media/photo-rules";
import { aboutText, placeFor, type RepairPlace, repairSeconds } from "#lib/media/repair-time";
import { PhotoPairs } from "./photo-pairs";
import type { Compose } from "./use-compose";
import type { PhotoRepairs } from "./use-photo-repairs";
import { REFUSED_TEXT, REPAIR_ID } from "./use-repairs";

/** The photos that need another form: what is done, where and how long before it starts; how far it is; what came of it. */
export function PhotoConvert({ compose }: { compose: Compose }) {
  const { conversion, photos } = compose.photos;
  const { planned, underWay, pairs, place } = conversion;
  if (planned.length === 0 && pairs.length === 0) return null;
  const numberOf = (id: string) => photos.findIndex((photo) => photo.id === id) + 1;
  const beyond = planned.flatMap(({ file, outlook }) =>
    outlook.kind === "beyond" ? [{ id: file.id, why: outlook.why }] : [],
  );
  return (
    <section
      id={REPAIR_ID}
      tabIndex={-1}
      aria-label="Convert photos"
      className="flex flex-col gap-3 empty:hidden"
    >
      <Failed compose={compose} />
      <Refused conversion={conversion} />
      {beyond.map(({ id, why }) => (
        <p key={id} className="text-body text-ink-2">
          Photo {numberOf(id)} can't be converted: {why}.
        </p>
      ))}
      {underWay.length > 0 ? (
        <UnderWay conversion={conversion} />
      ) : place ? (
        <Offer conversion={conversion} place={place} />
      ) : null}
      <PhotoPairs workspaceId={compose.workspaceId} conversion={conversion} />
    </section>
  );
}

const photosText = (count: number) => (count === 1 ? "this photo" : `all ${count} photos`);

function Offer({
  conversion: { planned, convert },
  place,
}: {
  conversion: PhotoRepairs;
  place: RepairPlace;
}) {
  const waiting = planned.flatMap(({ outlook, state, ...each }) =>
    outlook.kind === "repairable" && outlook.plan.kind !== "recode" && !state
      ? [{ ...each, plan: outlook.plan, place: placeFor(each.file, place) }]
      : [],
  );
  const count = waiting.length;
  if (count === 0) return null;
  const seconds = waiting.reduce((sum, { file, plan, place: at }) => sum + repairSeconds(plan, file, at), 0);
  const places = [...new Set(waiting.map((each) => each.place))].sort().reverse();
  const where = places.map((each) => (each === "server" ? "on the server" : "in this browser")).join(" and ");
  const isAdvice = waiting.every(({ why, refused }) => why === "doubtful" && !refused);
  return (
    <div className="flex flex-col items-start gap-3 rounded-lg border border-line bg-raised p-4">
      <p className="text-body">
        {reasonFor(waiting)} We can convert {count === 1 ? "it" : "them"} {where}, {aboutText(seconds)}. The
        originals are kept.
      </p>
      <Button
        variant={isAdvice ? "secondary" : "primary"}
        onClick={() => convert(waiting.map(({ file }) => file.id))}
      >
        <WandSparkles /> Convert {photosText(count)}
      </Button>
    </div>
  );
}

type Waiting = Pick<PhotoRepairs["planned"][number], "why" | "refused">;

/** Why there is something to convert: TikTok's word, its rules, then what others report. */
function reasonFor(waiting: readonly Waiting[]): string {
  const count = (why: Waiting["why"]) => waiting.filter((each) => each.why === why).length;
  const [refusable, doubtful] = [count("refusable"), count("doubtful")];
  const said: string[] = [];
  if (waiting.some(({ refused }) => refused)) {
    said.push("TikTok refused this post, and doesn't say which photo it was about.");
  }
  if (refusable) {
    const own = refusable === 1 ? "One of yours is different." : `${refusable} of yours are different.`;
    said.push(
      `TikTok takes photos as JPEG or WebP with at most ${PHOTO_LIMITS.shortSide} pixels on the short side. ${own}`,
    );
  }
  if (doubtful) {
    const own = doubtful === 1 ? "One photo has" : `${doubtful} photos have`;
    said.push(
      `${own} over ${PHOTO_LIMITS.longSide} pixels on the long side, and some such photos were refused.`,
    );
  }
  return said.join(" ");
}

function UnderWay({ conversion: { underWay, done, cancel } }: { conversion: PhotoRepairs }) {
  const total = done + underWay.length;
  const shares = underWay.map(({ state }) => (state.kind === "storing" ? 1 : (state.share ?? 0)));
  const made = shares.reduce((sum, share) => sum + share, done);
  const isHere = underWay.some(({ state }) => state.kind === "storing" || state.place === "browser");
  return (
    <div className="flex flex-col gap-3 rounded-lg border border-line bg-raised p-4">
      <Progress
        label={`${done} of ${total} converted`}
        value={Math.round((100 * made) / total)}
        announce={(tenth) => `${tenth} percent converted`}
      />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-body text-ink-2">
          You can keep writing. {isHere ? "Keep this page open until it is done." : "The originals are kept."}
        </p>
        <Button variant="ghost" size="sm" onClick={cancel}>
          <X /> Cancel
        </Button>
      </div>
    </div>
  );
}

/** What the conversion itself came to nothing with, each photo by its name. */
function Failed({ compose }: { compose: Compose }) {
  const { planned, convert } = compose.photos.conversion;
  return planned.map(({ file, state }) =>
    state?.kind === "failed" ? (
      <div key={file.id} role="status">
        <GuidanceCard
          level={3}
          guidance={compose.tellAbout(state.failure, file.fileName)}
          renderAction={(action, look) =>
            action.id === "convert_file" ? (
              <Button variant={look} onClick={() => convert([file.id])}>
                {action.label}
              </Button>
            ) : (
              compose.renderAction(action, look)
            )
          }
        />
      </div>
    ) : null,
  );
}

/** What our own server said no to, or did not hear: the photos of one reason together. */
function Refused({ conversion: { planned, convert } }: { conversion: PhotoRepairs }) {
  const refused = planned.flatMap(({ file, state }) =>
    state?.kind === "refused" ? [{ id: file.id, why: state.why }] : [],
  );
  return [...Map.groupBy(refused, ({ why }) => why)].map(([why, same]) => (
    <Banner
      key={why}
      live
      tone="stop"
      title={same.length === 1 ? "One photo was not converted" : `${same.length} photos were not converted`}
      actions={
        <Button variant="secondary" size="sm" onClick={() => convert(same.map(({ id }) => id))}>
          Try again
        </Button>
      }
    >
      {REFUSED_TEXT[why]}
    </Banner>
  ));
}
