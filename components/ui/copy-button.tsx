"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button";

type CopyButtonProps = {
  /** What lands on the clipboard. */
  value: string;
  label: string;
  /** Shown and read out for two seconds once it has worked. */
  copiedLabel: string;
  size?: "sm" | "md";
  variant?: "primary" | "secondary" | "ghost";
};

/** Puts a text on the clipboard and says so. */
export function CopyButton({
  value,
  label,
  copiedLabel,
  size = "sm",
  variant = "secondary",
}: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <>
      <Button size={size} variant={variant} onClick={async () => setCopied(await copy(value))}>
        {copied ? <Check /> : <Copy />}
        {copied ? copiedLabel : label}
      </Button>
      <span role="status" className="sr-only">
        {copied ? copiedLabel : ""}
      </span>
    </>
  );
}

/** Copies by the clipboard API, or, where that is missing (a page without https), by way of a selection. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.className = "sr-only";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
