"use client";

import { CircleQuestionMark, Copy, Pencil, Trash2 } from "lucide-react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Disclosure } from "#components/ui/disclosure";
import { Drawer } from "#components/ui/drawer";
import { Menu } from "#components/ui/menu";
import { Popover } from "#components/ui/popover";
import { Tabs } from "#components/ui/tabs";
import { notify } from "#components/ui/toast";
import { Tooltip } from "#components/ui/tooltip";
import { Chapter, Specimen } from "./specimen";

/** Everything that opens, and the toast. */
export function Layers() {
  return (
    <Chapter title="Layers">
      <Specimen name="dialog · drawer · menu · popover · tooltip · toast">
        <div className="flex flex-wrap items-center gap-2">
          <DisconnectDialog />
          <Drawer
            title="Checks of rooftop.mp4"
            description="What we measured, beside what TikTok accepts."
            trigger={<Button variant="secondary">Open drawer</Button>}
            actions={<DialogClose>Close</DialogClose>}
          >
            <p className="text-body">Frame rate: 30 fps. TikTok accepts 23 to 60.</p>
          </Drawer>
          <Menu
            heading="Rooftop set, take 3"
            trigger={<Button variant="secondary">Open menu</Button>}
            items={[
              { label: "Edit", icon: <Pencil />, href: "/styleguide" },
              { label: "Duplicate", icon: <Copy />, onSelect: () => notify({ title: "Duplicated" }) },
              { label: "Move to…", disabled: true },
              "separator",
              { label: "Delete draft", icon: <Trash2 />, danger: true },
            ]}
          />
          <Popover title="Today's meter" trigger={<Button variant="secondary">Open popover</Button>}>
            <p className="text-body text-ink-2">4 of about 15 today. TikTok counts other apps too.</p>
          </Popover>
          <Tooltip content="TikTok counts posts sent by any app in 24 hours.">
            <Button variant="ghost" icon aria-label="About the daily limit">
              <CircleQuestionMark />
            </Button>
          </Tooltip>
          <Button
            variant="secondary"
            onClick={() =>
              notify({
                title: "Moved to Thu 26 Nov, 09:30",
                description: "Rooftop set, take 3",
                undo: { label: "Undo", run: () => notify({ title: "Moved back" }) },
              })
            }
          >
            Show toast
          </Button>
        </div>
      </Specimen>
      <Specimen name="tabs">
        <Tabs
          label="Who is reading"
          items={[
            { value: "creator", label: "Creator", content: <p>Reconnect TikTok to keep posting.</p> },
            { value: "agency", label: "Agency", count: 4, content: <p>Send Lena a reconnect link.</p> },
            { value: "operator", label: "Operator", content: <p>Nothing to do.</p> },
          ]}
        />
      </Specimen>
      <Specimen name="disclosure">
        <Disclosure summary="How to export at 30 fps">
          <p className="text-body text-ink-2">In CapCut choose Export, then Frame rate, then 30.</p>
        </Disclosure>
        <div className="overflow-hidden rounded-lg border border-line bg-surface">
          <p className="px-6 py-4 text-body max-sm:px-4">The foot of a card</p>
          <Disclosure look="bar" summary="Details for support">
            <p className="font-mono text-meta">access_token_invalid · 401</p>
          </Disclosure>
        </div>
      </Specimen>
    </Chapter>
  );
}

function DisconnectDialog() {
  return (
    <Dialog
      title="Disconnect @lena.rooftop?"
      description="4 scheduled posts will pause. They stay saved and go on when the account is connected again."
      trigger={<Button variant="secondary">Open dialog</Button>}
      actions={
        <>
          <DialogClose variant="danger">Disconnect</DialogClose>
          <DialogClose>Keep connected</DialogClose>
        </>
      }
    />
  );
}
