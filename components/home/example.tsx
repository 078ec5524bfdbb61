import Link from "next/link";
import { GuidanceCard } from "#components/guidance/guidance-card";
import { failure } from "#lib/errors/failure";
import { tell } from "#lib/errors/guidance";

/** Long past, so that nobody takes it for a post of theirs. */
const AT = "2026-11-24T20:53:11Z";

/** A real card about a made-up post: the shortest way to say what this product is for. */
export function Example() {
  const cause = failure("frame_rate_check_failed", {}, { at: AT }, [
    { path: "frameRate", measured: 15, limit: "23 to 60 fps", ok: false },
    { path: "pictureSize", measured: "1080 × 1920", limit: "360 to 4096 on each side", ok: true },
  ]);
  const guidance = tell(
    cause,
    { audience: "creator" },
    { handle: "@lena.rooftop", fileName: "rooftop.mp4", postState: "failed", timeZone: "UTC", now: AT },
  );
  return (
    <section aria-labelledby="example">
      <h2 id="example" className="text-section">
        When TikTok says no
      </h2>
      <p className="mt-1 mb-4 max-w-measure text-body text-ink-2">
        An example. Every other answer of TikTok's stands in the{" "}
        <Link href="/errors" className="link">
          error library
        </Link>
        , open to everybody.
      </p>
      <GuidanceCard guidance={guidance} level={3} className="max-w-[44.25rem]" />
    </section>
  );
}
