import { WandSparkles } from "lucide-react";
import { GuidanceCard } from "#components/guidance/guidance-card";
import { Button } from "#components/ui/button";
import { Progress } from "#components/ui/progress";
import { PHOTO_LIMITS } from "#lib/media/photo-rules";
import { aboutText, repairSeconds } from "#lib/media/repair-time";
import type { Compose } from "./use-compose";

/** Said before it starts: what is done, where, and how long it takes. */
export function PhotoConvert({ compose }: { compose: Compose }) {
  const { convertible, converting, convertAll, photos, place } = compose.photos;
  const failed = photos.flatMap(({ id }) => {
    const state = compose.repairs.all[id];
    return state?.kind === "failed" ? [{ id, failure: state.failure }] : [];
  });
  const cards = failed.map(({ id, failure }) => (
    <div key={id} role="status">
      <GuidanceCard level={3} guidance={compose.tellAbout(failure)} renderAction={compose.renderAction} />
    </div>
  ));
  if (converting > 0) {
    return (
      <Progress
        label={`Converting ${converting} ${converting === 1 ? "photo" : "photos"}`}
        value={null}
        detail="You can keep writing. The originals are kept."
      />
    );
  }
  const waiting = convertible.filter((id) => !failed.some((each) => each.id === id));
  if (waiting.length === 0 || !place) return cards;
  const count = waiting.length;
  const seconds = photos
    .filter(({ id }) => waiting.includes(id))
    .reduce((sum, photo) => sum + repairSeconds({ ...photo.facts, kind: "photo" }, photo, place), 0);
  return (
    <>
      {cards}
      <div className="flex flex-col items-start gap-3 rounded-lg border border-line bg-raised p-4">
        <p className="text-body">
          TikTok takes photos as JPEG or WebP with at most {PHOTO_LIMITS.shortSide} pixels on the short side.{" "}
          {count === 1 ? "One of yours is different." : `${count} of yours are different.`} We can convert{" "}
          {count === 1 ? "it" : "them"} {place === "server" ? "on the server" : "in this browser"},{" "}
          {aboutText(seconds)}. The originals are kept.
        </p>
        <Button onClick={convertAll}>
          <WandSparkles /> Convert {count === 1 ? "this photo" : `all ${count} photos`}
        </Button>
      </div>
    </>
  );
}
