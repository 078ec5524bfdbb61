"use client";

import { useState } from "react";
import type { RenderAction } from "#components/guidance/guidance-actions";
import { GuidanceCard } from "#components/guidance/guidance-card";
import { GuidanceRow } from "#components/guidance/guidance-row";
import { Button } from "#components/ui/button";
import type { About } from "#lib/errors/about";
import { type Failure, failure } from "#lib/errors/failure";
import { tell } from "#lib/errors/guidance";
import type { Audience } from "#lib/errors/row";
import { Chapter, Specimen } from "./specimen";

const AT = "2026-11-24T14:53:11.000Z";
const about: About = {
  handle: "@lena.rooftop",
  creatorName: "Lena Ortiz",
  fileName: "rooftop.mp4",
  timeZone: "America/New_York",
  now: AT,
  workspaceName: "Northlight Studio",
};

const support = {
  at: AT,
  httpStatus: 401,
  endpoint: "video_init",
  logId: "20261124145311A3942F2F64B39F7F0B89",
  attempt: 1,
};
const slow = failure("frame_rate_check_failed", {}, { at: AT, rawCode: "frame_rate_check_failed" }, [
  { path: "frameRate", measured: 15, limit: "23 to 60 fps", ok: false },
  { path: "pictureSize", measured: "1080 × 1920", limit: "360 to 4096 px", ok: true },
]);

/** One failure for each place where a matter can stand: who is asked, who waits, and where nobody has to act. */
const CARDS: readonly { name: string; cause: Failure; audience: Audience; told: About }[] = [
  {
    name: "guidance-card: somebody else has to act, told to staff",
    cause: failure("access_token_invalid", {}, { ...support, rawCode: "access_token_invalid" }),
    audience: "staff",
    told: { ...about, postState: "blocked", alsoWaiting: 4 },
  },
  {
    name: "guidance-card: measured beside the limit, told to the creator",
    cause: slow,
    audience: "creator",
    told: { ...about, postState: "failed" },
  },
  {
    name: "guidance-card: tried again by itself",
    cause: failure("internal_error", {}, { ...support, httpStatus: 500, rawCode: "internal_error" }),
    audience: "staff",
    told: {
      ...about,
      postState: "scheduled",
      nextTryAt: "2026-11-24T15:05:00.000Z",
      latestAt: "2026-11-24T15:30:00.000Z",
    },
  },
  {
    name: "guidance-card: still scheduled, and would stop",
    cause: failure("connect.reconnect_needed", {}, { at: AT }),
    audience: "staff",
    told: { ...about, postState: "scheduled", aheadOf: "2026-11-25T14:30:00.000Z" },
  },
  {
    name: "guidance-card: it may be live",
    cause: failure("post.stuck", {}, { at: AT }),
    audience: "staff",
    told: { ...about, postState: "unconfirmed" },
  },
];

/** The guidance card and its row, as they stand in the app. Their buttons say here what they would do there. */
export function Cards() {
  const [pressed, setPressed] = useState("");
  const renderAction: RenderAction = ({ label }, look) => (
    <Button variant={look} onClick={() => setPressed(label)}>
      {label}
    </Button>
  );
  return (
    <Chapter title="Guidance">
      <p role="status" className="text-body text-ink-2">
        {pressed ? `In the app, “${pressed}” does it right there.` : "Press a button to see what it says."}
      </p>
      {CARDS.map(({ name, cause, audience, told }) => (
        <Specimen key={name} name={name}>
          <GuidanceCard guidance={tell(cause, { audience }, told)} renderAction={renderAction} level={3} />
        </Specimen>
      ))}
      <Specimen name="guidance-row">
        {CARDS.map(({ name, cause, audience, told }) => (
          <GuidanceRow
            key={name}
            href={`/errors/${cause.code}`}
            meta="@lena.rooftop · 24 Nov, 09:53"
            guidance={tell(cause, { audience }, told)}
            renderAction={renderAction}
          />
        ))}
      </Specimen>
    </Chapter>
  );
}
