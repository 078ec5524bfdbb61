import { Check, Circle, CircleArrowUp } from "lucide-react";
import { cn } from "#components/ui/cn";
import { Progress } from "#components/ui/progress";
import { sizeText } from "#lib/errors/measure";
import type { PostView } from "#lib/posts/queries";
import { type Stage, stagesOf, uploadOf } from "./progress-of";

const icons = {
  done: <Check className="text-live-text" />,
  now: <CircleArrowUp className="text-accent-text" />,
  ahead: <Circle className="text-ink-3" />,
};

function Step({ stage }: { stage: Stage }) {
  return (
    <li
      aria-current={stage.standing === "now" ? "step" : undefined}
      className={cn(
        "flex items-center gap-2 text-body sm:flex-col sm:items-start sm:gap-1 sm:border-t-2 sm:pt-2",
        stage.standing === "done" && "text-ink-2 sm:border-live",
        stage.standing === "now" && "font-semibold sm:border-accent",
        stage.standing === "ahead" && "text-ink-3 sm:border-line",
      )}
    >
      {icons[stage.standing]}
      <span>
        {stage.word}
        {stage.standing === "done" ? <span className="sr-only">, done</span> : null}
      </span>
    </li>
  );
}

/** The way of a post to TikTok, step by step, with the bytes that TikTok has confirmed. Nothing for a post at rest. */
export function SendingProgress({ view }: { view: PostView }) {
  const stages = stagesOf(view);
  if (!stages) return null;
  const upload = uploadOf(view);
  const file = view.files[0]?.fileName ?? "the video";
  return (
    <section
      aria-label="On its way to TikTok"
      className="flex flex-col gap-5 rounded-lg border border-line bg-surface px-6 py-5 max-sm:px-4"
    >
      <ol className="flex flex-col gap-2 sm:grid sm:grid-cols-6 sm:gap-2">
        {stages.map((stage) => (
          <Step key={stage.id} stage={stage} />
        ))}
      </ol>
      {upload ? (
        <Progress
          label={`Sending ${file}`}
          value={upload.percent}
          detail={
            upload.percent === null
              ? `${sizeText(upload.bytesTotal)}, on its way`
              : `${sizeText(upload.bytesSent)} of ${sizeText(upload.bytesTotal)} confirmed by TikTok`
          }
          announce={(percent) => `${percent} percent sent`}
        />
      ) : null}
    </section>
  );
}
