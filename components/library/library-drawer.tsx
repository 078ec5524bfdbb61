"use client";

import { Check } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { cn } from "#components/ui/cn";
import { Drawer } from "#components/ui/drawer";
import type { LibraryFile } from "#lib/media-library/queries";
import { FileCard } from "./file-grid";
import { LibraryShelf } from "./library-shelf";

export type LibraryDrawerProps = {
  workspaceId: string;
  kind: "video" | "photo";
  /** How many may be chosen, one after the other; null: one, which is taken at once. */
  most: number | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onChoose: (files: LibraryFile[]) => void;
  /** Where the focus goes afterwards. */
  finalFocus: () => HTMLElement | null;
};

/** Chooses files of the workspace for a post. Photos are numbered in the order in which they are chosen. */
export function LibraryDrawer({ workspaceId, kind, most, onChoose, ...layer }: LibraryDrawerProps) {
  const [chosen, setChosen] = useState<readonly LibraryFile[]>([]);
  const show = (open: boolean) => {
    setChosen([]);
    layer.onOpenChange(open);
  };
  const take = (files: readonly LibraryFile[]) => {
    onChoose([...files]);
    show(false);
  };
  const press = (file: LibraryFile) => {
    if (most === null) return take([file]);
    const others = chosen.filter(({ id }) => id !== file.id);
    if (others.length < chosen.length) return setChosen(others);
    if (chosen.length < most) setChosen([...chosen, file]);
  };
  return (
    <Drawer
      {...layer}
      onOpenChange={show}
      title={kind === "video" ? "Choose a video" : "Choose photos"}
      actions={most === null ? undefined : <TakeThem {...{ chosen, most }} onTake={() => take(chosen)} />}
    >
      <LibraryShelf workspaceId={workspaceId} kind={kind}>
        {(file) => {
          const number = chosen.findIndex(({ id }) => id === file.id) + 1;
          return (
            <button
              type="button"
              aria-pressed={most === null ? undefined : number > 0}
              aria-disabled={number === 0 && chosen.length === most ? true : undefined}
              onClick={() => press(file)}
              className={cn(
                "relative flex w-full flex-col gap-1.5 rounded-md text-start aria-disabled:opacity-50",
                number > 0 && "outline-2 outline-offset-4 outline-accent",
              )}
            >
              <FileCard file={file} workspaceId={workspaceId} />
              {number > 0 ? <Place>{number}</Place> : null}
            </button>
          );
        }}
      </LibraryShelf>
    </Drawer>
  );
}

/** Which one in the order it will be. */
function Place({ children }: { children: number }) {
  return (
    <span className="absolute end-1.5 top-1.5 grid min-w-7 place-items-center rounded-sm bg-action px-1.5 py-0.5 font-mono text-label text-action-ink">
      {children}
    </span>
  );
}

type TakeThemProps = { chosen: readonly LibraryFile[]; most: number; onTake: () => void };

function TakeThem({ chosen: { length }, most, onTake }: TakeThemProps) {
  return (
    <div className="flex w-full flex-wrap items-center justify-between gap-3">
      <p role="status" className="text-body text-ink-2">
        {length} of up to {most} chosen
      </p>
      <Button disabled={length === 0} focusableWhenDisabled onClick={onTake}>
        <Check /> {length === 0 ? "Add photos" : `Add ${length} ${length === 1 ? "photo" : "photos"}`}
      </Button>
    </div>
  );
}
