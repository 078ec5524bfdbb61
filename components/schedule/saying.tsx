import { CircleAlert, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** Something to be said of a time, with the presses that answer it: `stop` where it cannot be kept like that. */
export function Saying({
  tone,
  text,
  children,
}: {
  tone: "stop" | "wait";
  text: string;
  children?: ReactNode;
}) {
  return (
    <div
      className={
        tone === "stop"
          ? "rounded-md border border-transparent bg-stop-tint p-3 text-stop-text"
          : "rounded-md border border-transparent bg-wait-tint p-3 text-wait-text"
      }
    >
      <p className="flex items-start gap-2 text-body">
        <span className="flex h-5 items-center">{tone === "stop" ? <CircleAlert /> : <TriangleAlert />}</span>
        {text}
      </p>
      <div className="mt-2 flex flex-wrap gap-2 empty:hidden">{children}</div>
    </div>
  );
}
