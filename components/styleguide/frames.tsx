import { AttemptTimeline } from "#components/frame/attempt-timeline";
import { Frame } from "#components/frame/frame";
import { PhonePreview } from "#components/frame/phone-preview";
import { Disclosure } from "#components/ui/disclosure";
import { StateMark } from "#components/ui/state-mark";
import { Chapter, Specimen } from "./specimen";

/** The signature pieces: frames, the phone, the timeline. */
export function Frames({ theme }: { theme: string }) {
  return (
    <Chapter title="Frames">
      <Specimen name="frame: poster · empty · with its mark">
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          <Frame
            tone="live"
            time="09:30"
            caption="sunset set, take three"
            posterUrl="/styleguide/poster.svg"
          />
          <Frame tone="accent" time="12:00" caption="Q&A with Kess, part 2 of 4" />
          <Frame tone="stop" time="15:53" caption="rooftop, loops" mark={<StateMark state="failed" />} />
          <Frame tone="draft" />
        </div>
      </Specimen>
      <Specimen name="phone-preview: empty · caption and label">
        <div className="grid gap-6 sm:grid-cols-2">
          <PhonePreview name="@kess" caption="" empty="Choose a video to see it here" />
          <PhonePreview
            name="@lena.rooftop"
            caption="sunset set, take three. A slower one this time, with the new pedal and no click at all. #rooftop #livelooping"
            label="Promotional content"
            posterUrl="/styleguide/poster.svg"
          />
        </div>
      </Specimen>
      <Specimen name="attempt-timeline">
        <AttemptTimeline
          label={`What happened, ${theme}`}
          items={[
            {
              id: "4",
              at: "15:53",
              title: "Sent to TikTok",
              detail: "Stopped: reconnect needed",
              tone: "stop",
              durationMs: 412,
              logId: "20261124155312A7F0B1C2D3E4F5061728",
              children: (
                <Disclosure summary="2 steps before">
                  <p className="text-body text-ink-2">Token refreshed, then refused by TikTok.</p>
                </Disclosure>
              ),
            },
            { id: "3", at: "15:53", title: "Token refreshed", detail: "Refused by TikTok", tone: "wait" },
            { id: "2", at: "15:50", title: "File checked", detail: "5 of 5 checks passed", tone: "live" },
            { id: "1", at: "Fri", title: "Approved", detail: "Marta K.", tone: "live" },
          ]}
        />
      </Specimen>
    </Chapter>
  );
}
