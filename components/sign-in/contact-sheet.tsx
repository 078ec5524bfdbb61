import { Frame } from "#components/frame/frame";
import { type MarkedState, marks, StateMark } from "#components/ui/state-mark";

const frames: readonly { state: MarkedState; time: string }[] = [
  { state: "published", time: "09:30" },
  { state: "processing", time: "12:00" },
  { state: "failed", time: "18:00" },
];

/** Three posts as frames, one of them marked: a picture of what lies behind the door. Says nothing that the text doesn't. */
export function ContactSheet() {
  return (
    <div aria-hidden className="mt-8 grid max-w-sm grid-cols-3 gap-3 max-[60rem]:hidden">
      {frames.map(({ state, time }) => (
        <Frame key={state} tone={marks[state].tone} time={time} mark={<StateMark state={state} plain />} />
      ))}
    </div>
  );
}
