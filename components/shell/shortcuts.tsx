"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useState } from "react";
import { Kbd } from "#components/ui/kbd";

/** Loaded with the first "?". */
const Dialog = lazy(async () => ({ default: (await import("#components/ui/dialog")).Dialog }));

export type Shortcut = {
  /** One key ("c") or two in a row ("g h"), lower case. */
  keys: string;
  label: string;
  href: string;
};

/** How long the second key of a pair may take, in ms. */
const pairWindow = 1_200;

/** Keys that lead to places, and "?" that lists them. Silent while somebody types or a dialog is open. */
export function Shortcuts({ items }: { items: readonly Shortcut[] }) {
  const router = useRouter();
  const [help, setHelp] = useState<"never" | "open" | "closed">("never");
  useEffect(() => {
    let first = "";
    let firstAt = 0;
    const onKey = (event: KeyboardEvent) => {
      if (isBusy(event)) return;
      if (event.key === "?") {
        event.preventDefault();
        setHelp("open");
        return;
      }
      const key = event.key.toLowerCase();
      const pair = event.timeStamp - firstAt < pairWindow ? `${first} ${key}` : key;
      const hit = items.find((item) => item.keys === pair) ?? items.find((item) => item.keys === key);
      first = hit ? "" : key;
      firstAt = event.timeStamp;
      if (!hit) return;
      event.preventDefault();
      router.push(hit.href);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [items, router]);
  if (help === "never") return null;
  return (
    <Suspense>
      <Dialog open={help === "open"} onOpenChange={(open) => setHelp(open ? "open" : "closed")} title="Keys">
        <dl className="flex flex-col">
          {[...items, { keys: "?", label: "Show this list", href: "" }].map((item) => (
            <div
              key={item.keys}
              className="flex items-center justify-between gap-4 border-t border-line py-2 first:border-0"
            >
              <dt>{item.label}</dt>
              <dd className="flex gap-1">
                {item.keys.split(" ").map((key) => (
                  <Kbd key={key}>{key.toUpperCase()}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </Suspense>
  );
}

/** Whether the key belongs to somebody else: a control, a modifier, an open layer. */
function isBusy(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches("input,textarea,select,[role=combobox],[role=option]"))
    return true;
  return target.closest("[role=dialog],[role=menu],[role=listbox]") !== null;
}
