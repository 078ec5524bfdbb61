"use client";

import { type MouseEvent, type RefObject, useRef } from "react";
import { picker, pickFiles } from "./way-to-file";

type FileInputProps = {
  ref: RefObject<HTMLInputElement | null>;
  /** What is offered: "video/*,.mkv". */
  accept: string;
  multiple?: boolean;
  testId: string;
  onFiles: (files: File[]) => void;
};

/**
 * The unseen input behind a button that chooses files: the button clicks it. Where the browser has a picker whose files can
 * be found again after a reload, that one opens in its place.
 */
export function FileInput({ ref, accept, multiple = false, testId, onFiles }: FileInputProps) {
  const plain = useRef(false);
  const onClick = (event: MouseEvent<HTMLInputElement>) => {
    const pick = picker();
    if (!pick || plain.current) {
      plain.current = false;
      return;
    }
    event.preventDefault();
    const input = event.currentTarget;
    void pickFiles(pick, accept, multiple).then((files) => {
      if (files) return files.length > 0 ? onFiles(files) : undefined;
      plain.current = true;
      input.click();
    });
  };
  return (
    <input
      ref={ref}
      type="file"
      multiple={multiple}
      accept={accept}
      tabIndex={-1}
      aria-hidden
      className="sr-only"
      data-testid={testId}
      onClick={onClick}
      onChange={(event) => {
        const files = [...(event.currentTarget.files ?? [])];
        event.currentTarget.value = "";
        if (files.length > 0) onFiles(files);
      }}
    />
  );
}
