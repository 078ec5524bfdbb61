"use client";

import { Link2, Plus, Trash2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Button, buttonClass } from "#components/ui/button";
import { CopyButton } from "#components/ui/copy-button";
import { Kbd } from "#components/ui/kbd";
import { Chapter, Specimen } from "./specimen";

/** Everything that is pressed. */
export function Buttons() {
  const [pending, setPending] = useState(false);
  return (
    <Chapter title="Buttons">
      <Specimen name="variant">
        <div className="flex flex-wrap gap-2">
          <Button>
            <Link2 />
            Send Lena a reconnect link
          </Button>
          <Button variant="secondary">I manage this login</Button>
          <Button variant="ghost">Not now</Button>
          <Button variant="danger">
            <Trash2 />
            Delete draft
          </Button>
        </div>
      </Specimen>
      <Specimen name="size: sm · md · touch · icon · link">
        <div className="flex flex-wrap items-center gap-2">
          <Button size="sm">Retry</Button>
          <Button size="md">Retry</Button>
          <Button size="touch">Retry</Button>
          <Button variant="secondary" icon aria-label="New post">
            <Plus />
          </Button>
          <Link href="/styleguide/shell" className={buttonClass({ variant: "secondary" })}>
            See the app shell
          </Link>
        </div>
      </Specimen>
      <Specimen name="pending · disabled">
        <div className="flex flex-wrap items-center gap-2">
          <Button pending>Opening TikTok…</Button>
          <Button variant="secondary" pending>
            Checking…
          </Button>
          <Button disabled focusableWhenDisabled>
            Schedule
          </Button>
          <Button variant="secondary" disabled>
            Schedule
          </Button>
          <Button variant="ghost" disabled>
            Schedule
          </Button>
          <Button variant="danger" disabled>
            Delete draft
          </Button>
          <Button
            variant="secondary"
            pending={pending}
            onClick={() => {
              setPending(true);
              setTimeout(() => setPending(false), 2_000);
            }}
          >
            Try it for 2 s
          </Button>
        </div>
      </Specimen>
      <Specimen name="copy-button · kbd">
        <div className="flex flex-wrap items-center gap-3">
          <CopyButton value="20261124155312A7F0B1C2" label="Copy details" copiedLabel="Copied" />
          <span className="flex items-center gap-1">
            <Kbd>G</Kbd>
            <Kbd>H</Kbd>
          </span>
        </div>
      </Specimen>
    </Chapter>
  );
}
