"use client";

import { Check, CircleX, Clock, Eye, type LucideIcon, Send } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmLater } from "#components/fix/later";
import { attempt } from "#components/team/refused";
import { Button } from "#components/ui/button";
import { Chip } from "#components/ui/chip";
import { notify } from "#components/ui/toast";
import type { Tone } from "#components/ui/tone";
import { revokeConnectLinkAction } from "#lib/creators/actions";
import { LINK_WORDS, type LinkState } from "#lib/creators/link-state";
import type { ConnectLinkRow } from "#lib/creators/queries";
import { dayText, type Times } from "./when";

const looks: Record<LinkState, { icon: LucideIcon; tone: Tone }> = {
  sent: { icon: Send, tone: "wait" },
  opened: { icon: Eye, tone: "wait" },
  connected: { icon: Check, tone: "live" },
  expired: { icon: Clock, tone: "draft" },
  revoked: { icon: CircleX, tone: "draft" },
};

/** What the date beside a state means. */
const dates: Record<LinkState, string> = {
  sent: "works until",
  opened: "on",
  connected: "on",
  expired: "on",
  revoked: "on",
};

type LinkListProps = { workspaceId: string; links: readonly ConnectLinkRow[]; times: Times };

/** Every link that was sent, and how far it has come. */
export function LinkList({ workspaceId, links, times }: LinkListProps) {
  return (
    <ul aria-label="Connect links" className="rounded-lg border border-line bg-surface">
      {links.map((link) => (
        <Row key={link.id} workspaceId={workspaceId} link={link} times={times} />
      ))}
    </ul>
  );
}

function Row({ workspaceId, link, times }: { workspaceId: string; link: ConnectLinkRow; times: Times }) {
  const { icon: Icon, tone } = looks[link.state];
  const isOpen = link.state === "sent" || link.state === "opened";
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 border-t border-line px-4 py-3 first:border-t-0">
      <div className="min-w-0 flex-1 basis-56">
        <p className="text-body font-semibold break-words">
          {link.state === "connected" && link.creatorId ? (
            <Link href={`/app/${workspaceId}/connections/${link.creatorId}`} className="hover:underline">
              {link.label}
            </Link>
          ) : (
            link.label
          )}
        </p>
        <p className="text-meta break-words text-ink-2">
          {[link.email ? `mailed to ${link.email}` : null, link.by ? `made by ${link.by}` : null]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Chip tone={tone} icon={<Icon />}>
          {LINK_WORDS[link.state]}
        </Chip>
        <span className="text-meta text-ink-2">
          {dates[link.state]} <time dateTime={link.at}>{dayText(link.at, times)}</time>
        </span>
      </div>
      <div className="flex justify-end max-sm:-ms-3 sm:w-28">
        {isOpen ? <TakeBack workspaceId={workspaceId} link={link} /> : null}
      </div>
    </li>
  );
}

function TakeBack({ workspaceId, link }: { workspaceId: string; link: ConnectLinkRow }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);
  const takeBack = async () => {
    setPending(true);
    const answer = await attempt(() => revokeConnectLinkAction({ workspaceId, linkId: link.id }));
    setPending(false);
    router.refresh();
    if (answer.ok) notify({ title: `The link for ${link.label} is taken back` });
    else notify({ title: "Nothing was changed", description: answer.refused.text ?? undefined });
  };
  return (
    <>
      <Button variant="ghost" size="sm" pending={pending} onClick={() => setAsking(true)}>
        Take back…<span className="sr-only"> the link for {link.label}</span>
      </Button>
      <ConfirmLater
        question={{
          title: "Take the link back?",
          text: `The link for ${link.label} stops working at once, also for somebody who is on TikTok's page. You can make a new one at any time.`,
          yes: "Take it back",
        }}
        danger
        no="Let it stand"
        open={asking}
        onOpenChange={setAsking}
        onYes={() => void takeBack()}
      />
    </>
  );
}
