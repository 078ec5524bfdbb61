import { describe, expect, it } from "vitest";
import type { About, PostState } from "./about";
import { rows } from "./catalog";
import { AppError, failure, scopeOf } from "./failure";
import { tell } from "./guidance";
import type { Audience } from "./row";

const at = "2026-11-24T20:53:11Z";
const about: About = {
  handle: "@lena.rooftop",
  creatorName: "Lena Ortiz",
  fileName: "rooftop.mp4",
  postState: "blocked",
  timeZone: "America/New_York",
  now: "2026-11-24T21:00:00Z",
  workspaceName: "Northlight Studio",
};
const audiences: Audience[] = ["creator", "staff", "app_owner"];
const states: (PostState | undefined)[] = [
  undefined,
  "draft",
  "scheduled",
  "processing",
  "unconfirmed",
  "blocked",
  "failed",
  "in_inbox",
  "published",
];

describe.each(rows.map((row) => [row.code, row] as const))("%s", (code, row) => {
  it("is told to everyone in every state, with nothing left to fill", () => {
    for (const audience of audiences) {
      for (const postState of states) {
        for (const nextTryAt of [undefined, "2026-11-24T21:05:00Z"]) {
          const cause = { code, args: row.sample ?? {}, support: { at } };
          const told = tell(cause, { audience }, { ...about, postState, nextTryAt });
          const { support, ...shown } = told;
          expect(JSON.stringify(shown)).not.toMatch(/[{]\w+[}]|undefined|null,"text"/);
          expect(told.headline.length).toBeGreaterThan(5);
          expect(told.whatHappensNext).toMatch(/\.$/);
          expect(told.chip.word && told.chip.owner).toBeTruthy();
          expect(support.copyText).toContain(code);
        }
      }
    }
  });

  it("stays sensible when the account, the file and the creator are not known", () => {
    const cause = { code, args: row.sample ?? {}, support: { at } };
    const told = tell(cause, { audience: "staff" }, { handle: "", timeZone: "UTC", now: about.now });
    expect(`${told.headline} ${told.summary} ${told.whoCanFix}`).not.toMatch(/[{}]|undefined|@(?!lena)/);
  });
});

describe("tell", () => {
  const cause = failure(
    "access_token_invalid",
    {},
    { at, httpStatus: 401, endpoint: "video_init", logId: "2026A", attempt: 1 },
  );

  it("tells staff who has to act, and the creator what to do", () => {
    const staff = tell(cause, { audience: "staff" }, { ...about, alsoWaiting: 4 });
    expect(staff.headline).toBe("@lena.rooftop needs to reconnect TikTok");
    expect(staff.chip).toEqual({ word: "Not posted", owner: "needs @lena.rooftop" });
    expect(staff.primary).toEqual({ id: "send_reconnect_link", label: "Send Lena Ortiz a reconnect link" });
    expect(staff.whoCanFix).toBe("Lena Ortiz, or anyone signed in to @lena.rooftop on TikTok.");
    expect(staff.alsoWaiting?.text).toBe("4 more posts for @lena.rooftop");
    expect(staff.whatHappensNext).toContain("We won't retry until it is settled.");
    const creator = tell(cause, { audience: "creator" }, about);
    expect(creator.headline).toBe("Reconnect TikTok to keep posting");
    expect(creator.primary).toEqual({ id: "reconnect", label: "Reconnect TikTok" });
  });

  it("promises the next try with its time and zone", () => {
    const retrying = failure("internal_error", {}, { at, attempt: 2 });
    const told = tell(
      retrying,
      { audience: "staff" },
      {
        ...about,
        postState: "scheduled",
        nextTryAt: "2026-11-24T21:05:00Z",
        latestAt: "2026-11-24T21:30:00Z",
      },
    );
    expect(told.headline).toBe("TikTok had a problem. We're retrying at 16:05");
    expect(told.tone).toBe("wait");
    expect(told.whatHappensNext).toBe(
      "We try again Tue 24 Nov, 16:05 New York (in 5 min). You don't need to do anything. We keep trying until 16:30, then ask you.",
    );
    expect(told.primary).toBeNull();
    expect(told.secondary[0]?.id).toBe("stop_retrying");
  });

  it("puts the measured value into the headline and beside its limit", () => {
    const slow = failure("frame_rate_check_failed", {}, { at }, [
      { path: "duration", measured: 42, limit: "up to 10:00", ok: true },
      { path: "frameRate", measured: 15, limit: "23 to 60 fps", ok: false },
    ]);
    const told = tell(slow, { audience: "staff" }, { ...about, postState: "failed" });
    expect(told.headline).toBe("This video runs at 15 fps. TikTok needs 23 to 60 fps");
    expect(told.evidence).toEqual([
      { label: "Length", measured: "0:42", limit: "up to 10:00", ok: true },
      { label: "Frame rate", measured: "15 fps", limit: "23 to 60 fps", ok: false },
    ]);
    const bare = tell(failure("frame_rate_check_failed", {}, { at }), { audience: "staff" }, about);
    expect(bare.headline).toBe("The frame rate is outside TikTok's range");
  });

  it("names missing permissions as TikTok's consent page does", () => {
    const told = tell(
      failure("scope_not_authorized", {}, { at }),
      { audience: "creator" },
      {
        ...about,
        scopesMissing: ["video.publish"],
      },
    );
    expect(told.summary).toContain("“Post content to TikTok”");
  });

  it("never says that nothing is live while TikTok has the post", () => {
    for (const postState of ["processing", "unconfirmed"] as const) {
      expect(tell(cause, { audience: "staff" }, { ...about, postState }).isAnythingLive).toContain(
        "may be live",
      );
    }
    expect(
      tell(cause, { audience: "staff" }, { ...about, postState: "unconfirmed" }).whatHappensNext,
    ).toContain("two posts");
  });

  it("tells a stored code of another version as unknown instead of throwing", () => {
    const stored = JSON.parse(JSON.stringify({ ...cause, code: "code_of_the_future" }));
    const told = tell(stored, { audience: "staff" }, about);
    expect(told.code).toBe("unknown");
    expect(told.summary).toContain("code_of_the_future");
  });

  it("lists for support what TikTok sent, and nothing it did not send", () => {
    const { support } = tell(cause, { audience: "staff" }, about);
    expect(support.copyText).toBe(
      "Code: access_token_invalid\nHTTP status: 401\nEndpoint: video_init\nTikTok's log id: 2026A\nAttempt: 1\nTime: 2026-11-24 20:53:11 UTC",
    );
  });
});

describe("failure", () => {
  it("is plain JSON", () => {
    const cause = failure("caption.too_long", { over: 12, length: "2,212" }, { at });
    expect(JSON.parse(JSON.stringify(cause))).toEqual(cause);
  });

  it("travels in an error, with its cause", () => {
    const inner = new Error("socket hang up");
    const error = new AppError(failure("tiktok.unreachable", {}, { at }), { cause: inner });
    expect(error.failure.code).toBe("tiktok.unreachable");
    expect(error.cause).toBe(inner);
    expect(scopeOf(error.failure)).toBe("app");
  });
});
