"use client";

import { WandSparkles, X } from "lucide-react";
import { useEffect, useState } from "react";
import type { RenderAction } from "#components/guidance/guidance-actions";
import { GuidanceCard } from "#components/guidance/guidance-card";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { Progress } from "#components/ui/progress";
import type { Failure } from "#lib/errors/failure";
import type { Guidance } from "#lib/errors/guidance";
import { planRepair, type RepairFinding, repairText } from "#lib/media/plan-repair";
import { notHereText } from "#lib/media/repair-here";
import { type RepairPlace, repairTimeText } from "#lib/media/repair-time";
import type { MediaView, VideoView } from "#lib/media/view";
import { ChooseOne, RepairCompare } from "./repair-compare";
import {
  REFUSED_TEXT,
  REPAIR_ID,
  type Repairing,
  type Repairs,
  type RepairWish,
  useRepairPlace,
} from "./use-repairs";

type RepairCardProps = {
  workspaceId: string;
  file: VideoView;
  /** What TikTok would refuse in it. */
  broken: readonly RepairFinding[];
  maxSeconds: number | null;
  /** TikTok has refused it, whatever our checks say. */
  refused: boolean;
  repairs: Repairs;
  onUse: (result: MediaView) => void;
  tellAbout: (failure: Failure) => Guidance;
  renderAction: RenderAction;
};

const PLACE = { server: "On the server", browser: "In this browser" } as const;

/** Converts one stored video: what will be done, where and how long; how far it is; what came of it beside the original. */
export function RepairCard(props: RepairCardProps) {
  const { workspaceId, file, broken, maxSeconds, repairs, onUse } = props;
  // What could not be packed anew is coded anew.
  const [unpacked, setUnpacked] = useState<string | null>(null);
  const refused = props.refused || unpacked === file.id;
  const outlook = planRepair(file, broken, { maxSeconds, refused });
  const state = repairs.all[file.id];
  const plan = outlook.kind === "repairable" ? outlook.plan : null;
  const place = useRepairPlace(workspaceId);
  const wish: RepairWish | null = plan && place ? { place, file, plan, maxSeconds, refused } : null;
  const { start, isExpected } = repairs;
  useEffect(() => {
    // Somebody has asked for it already, before the file was here.
    if (wish && !state && isExpected(file)) start(wish);
  });
  if (outlook.kind === "fine") return null;
  if (!plan) {
    const why = outlook.kind === "beyond" ? outlook.why : "";
    return <p className="text-body text-ink-2">It can't be converted: {why}.</p>;
  }
  const about = place ? repairTimeText(plan, file, place) : null;
  return (
    <section
      id={REPAIR_ID}
      tabIndex={-1}
      aria-label="Convert this video"
      className="flex flex-col gap-3 rounded-lg border border-line bg-raised p-4"
    >
      {!state && wish && place ? (
        <Offer
          workspaceId={workspaceId}
          text={repairText(plan, file)}
          where={place}
          about={about}
          wish={wish}
          repairs={repairs}
        />
      ) : null}
      {state ? (
        <UnderWay
          {...props}
          {...{ state, about }}
          onAgain={() => {
            if (plan.kind === "remux") setUnpacked(file.id);
            repairs.forget(file.id);
          }}
        />
      ) : null}
      {state?.kind === "done" ? (
        <RepairCompare workspaceId={workspaceId} before={file} after={state.result} maxSeconds={maxSeconds}>
          <ChooseOne
            onUse={() => {
              repairs.forget(file.id);
              onUse(state.result);
            }}
            onKeep={() => repairs.forget(file.id)}
          />
        </RepairCompare>
      ) : null}
    </section>
  );
}

type OfferProps = {
  workspaceId: string;
  text: string;
  where: RepairPlace;
  about: string | null;
  wish: RepairWish;
  repairs: Repairs;
};

function Offer({ workspaceId, text, where, about, wish, repairs }: OfferProps) {
  const can = useCanConvert(where, wish, `/api/w/${workspaceId}/media/${wish.file.id}`);
  return (
    <>
      <div className="flex flex-col gap-1">
        <h3 className="text-label">We can convert it</h3>
        <p className="text-body">{text}</p>
        <p className="text-body text-ink-2">
          {can === false
            ? notHereText(wish.plan, wish.file)
            : `${PLACE[where]}, ${about}. Your original file is kept, and you can keep writing.`}
        </p>
      </div>
      {can === false ? null : (
        <Button className="self-start" pending={can === null} onClick={() => repairs.start(wish)}>
          <WandSparkles /> Convert and retry
        </Button>
      )}
    </>
  );
}

/** Whether it can be done where it would be done; `null` while this browser is looking. */
function useCanConvert(where: RepairPlace, { file, plan }: RepairWish, address: string): boolean | null {
  const [can, setCan] = useState<boolean | null>(where === "server" ? true : null);
  // Asked once for each file and what is to be done with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the plan is made anew at every render
  useEffect(() => {
    if (where === "server") return setCan(true);
    let current = true;
    void import("./repair-in-browser")
      .then(({ canConvertHere }) =>
        canConvertHere({ from: address, facts: file.facts, bytes: file.bytes, plan }),
      )
      // What did not load says nothing about this browser: the button tries again, and tells.
      .catch(() => true)
      .then((answer) => current && setCan(answer));
    return () => {
      current = false;
    };
  }, [where, address, JSON.stringify(plan)]);
  return can;
}

function UnderWay({
  file,
  repairs,
  state,
  about,
  onAgain,
  ...props
}: RepairCardProps & { state: Repairing; about: string | null; onAgain: () => void }) {
  switch (state.kind) {
    case "converting": {
      const isUnread = file.facts.isUnread === true;
      const left = isUnread ? PLACE[state.place] : `${PLACE[state.place]}: ${about} in all`;
      return (
        <>
          <Progress
            label={`Converting ${file.fileName}`}
            // How far it is can't be told of a video whose length nobody knows.
            value={state.share === null || isUnread ? null : Math.round(100 * state.share)}
            announce={(tenth) => `${tenth} percent converted`}
            detail={state.share === null ? "Waiting for its turn" : left}
          />
          <div className="flex flex-wrap items-center justify-between gap-2">
            <p className="text-body text-ink-2">
              {state.place === "server"
                ? "You can keep writing, and come back to it if you leave."
                : "You can keep writing. Keep this page open until it is done."}
            </p>
            <Button variant="ghost" size="sm" onClick={() => repairs.cancel(file.id)}>
              <X /> Cancel
            </Button>
          </div>
        </>
      );
    }
    case "storing":
      return <Progress label={`Storing the converted ${file.fileName}`} value={null} />;
    case "failed":
      return (
        <div role="status">
          <GuidanceCard
            level={3}
            guidance={props.tellAbout(state.failure)}
            renderAction={(action, look) =>
              action.id === "convert_file" ? (
                <Button variant={look} onClick={onAgain}>
                  {action.label}
                </Button>
              ) : (
                props.renderAction(action, look)
              )
            }
          />
        </div>
      );
    case "refused":
      return (
        <Banner
          live
          tone="stop"
          title="The conversion did not start"
          actions={
            <Button variant="secondary" size="sm" onClick={() => repairs.forget(file.id)}>
              Look again
            </Button>
          }
        >
          {REFUSED_TEXT[state.why]}
        </Banner>
      );
    default:
      return null;
  }
}
