"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { useEffect, useId, useRef } from "react";
import { FileCard } from "#components/library/file-grid";
import { LibraryShelf } from "#components/library/library-shelf";
import type { Reader } from "#components/posts/reader";
import { Button } from "#components/ui/button";
import { Drawer } from "#components/ui/drawer";
import { composeWith } from "./slot-ghost";

export type CalendarLibraryProps = {
  reader: Reader;
  /** The account that is shown, for which a post would begin. */
  creatorId?: string;
  /** Beside the calendar, from where files are dragged onto a day; else a layer over it. */
  beside: boolean;
  open: boolean;
  onClose: () => void;
  /** Where the focus goes then. */
  finalFocus: () => HTMLElement | null;
};

/** The library at the calendar: a file is dragged onto a day, or taken into a new post. */
export function CalendarLibrary({ beside, open, onClose, finalFocus, ...shelf }: CalendarLibraryProps) {
  if (beside) {
    const close = () => {
      onClose();
      finalFocus()?.focus();
    };
    return open ? <Beside {...shelf} onClose={close} /> : null;
  }
  return (
    <Drawer
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      finalFocus={finalFocus}
      title="Library"
      description="Choose a file for a new post."
    >
      <Shelf {...shelf} />
    </Drawer>
  );
}

/** Not modal: the calendar stays within reach. The focus comes here, and Escape leads back. */
function Beside({ onClose, ...shelf }: ShelfProps & { onClose: () => void }) {
  const title = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  useEffect(() => title.current?.focus(), []);
  return (
    <section
      aria-labelledby={titleId}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.stopPropagation();
        onClose();
      }}
      className="sticky top-4 flex max-h-[calc(100dvh-2rem)] w-72 shrink-0 flex-col rounded-lg border border-line bg-surface"
    >
      <header className="flex items-start gap-4 p-4 pb-2">
        <div className="min-w-0 flex-1">
          <h2 ref={title} id={titleId} tabIndex={-1} className="text-section">
            Library
          </h2>
          <p className="text-meta text-ink-2">Drag a file onto a day, or choose it for a new post.</p>
        </div>
        <Button variant="ghost" size="sm" icon aria-label="Close the library" onClick={onClose}>
          <X />
        </Button>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto p-4 pt-1">
        <Shelf {...shelf} draggable />
      </div>
    </section>
  );
}

type ShelfProps = Pick<CalendarLibraryProps, "reader" | "creatorId"> & { draggable?: boolean };

function Shelf({ reader, creatorId, draggable = false }: ShelfProps) {
  const place = useRef<HTMLDivElement>(null);
  const pressed = useRef({ x: 0, y: 0 });
  useEffect(() => {
    const list = place.current;
    if (!draggable || !list) return;
    let end: (() => void) | undefined;
    // It came with the grid: what lets files be dragged knows where the days are.
    const loading = import("@fullcalendar/react/interaction").then(({ Draggable }) => {
      const files = new Draggable(list, {
        itemSelector: "[data-file]",
        eventData: { create: false },
        longPressDelay: 300,
      });
      end = () => files.destroy();
    });
    return () => void loading.then(() => end?.());
  }, [draggable]);
  return (
    <div
      ref={place}
      onPointerDown={({ clientX: x, clientY: y }) => {
        pressed.current = { x, y };
      }}
      onClickCapture={(event) => {
        const { x, y } = pressed.current;
        // Dragged and brought back is no press on the link. A key presses it at no place.
        if (event.detail > 0 && Math.hypot(event.clientX - x, event.clientY - y) > 5) event.preventDefault();
      }}
    >
      <LibraryShelf workspaceId={reader.workspaceId}>
        {(file) => (
          <Link
            href={composeWith(reader, { fileId: file.id, creatorId })}
            prefetch={false}
            draggable={false}
            data-file={file.id}
            className="flex flex-col gap-1.5 rounded-md"
          >
            <FileCard file={file} workspaceId={reader.workspaceId} />
            <span className="text-label text-accent-text">Use in a new post</span>
          </Link>
        )}
      </LibraryShelf>
    </div>
  );
}
