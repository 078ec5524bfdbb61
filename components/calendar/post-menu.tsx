"use client";

import { CalendarClock, Copy, Ellipsis, Link2, SquareArrowOutUpRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { titleOf } from "#components/posts/post-words";
import { paths, type Reader } from "#components/posts/reader";
import { MenuLater } from "#components/shell/menu-later";
import { Button } from "#components/ui/button";
import { cn } from "#components/ui/cn";
import type { MenuEntry } from "#components/ui/menu";
import { notify } from "#components/ui/toast";
import { duplicatePostAction } from "#lib/posts/actions";
import type { CalendarPost } from "#lib/posts/calendar";
import { whyFixed } from "./standing-still";

type PostMenuProps = {
  post: CalendarPost;
  reader: Reader;
  onMove: (post: CalendarPost) => void;
  className?: string;
};

/** What can be done to a post where it stands in the calendar. What can't be done says why. */
export function PostMenu({ post, reader, onMove, className }: PostMenuProps) {
  const router = useRouter();
  const { workspaceId } = reader;
  const fixed = whyFixed(post);
  const duplicate = async () => {
    const result = await duplicatePostAction({ workspaceId, postId: post.id, creatorId: null }).catch(
      () => null,
    );
    if (result?.ok) router.push(paths.compose(reader, result.value.postId));
    else notify({ title: "It was not duplicated", description: "Open the post and try it there." });
  };
  const copyLink = async () => {
    await navigator.clipboard.writeText(new URL(paths.post(reader, post.id), window.location.href).href);
    notify({ title: "Link copied" });
  };
  const items: MenuEntry[] = [
    { label: "Open", icon: <SquareArrowOutUpRight />, href: paths.post(reader, post.id) },
    ...(reader.may.publish
      ? [
          {
            label: fixed ? (
              <>
                Move to…
                <span className="block text-label font-normal">{fixed}</span>
              </>
            ) : (
              "Move to…"
            ),
            icon: <CalendarClock />,
            disabled: fixed !== undefined,
            onSelect: () => onMove(post),
          },
        ]
      : []),
    ...(reader.may.write ? [{ label: "Duplicate", icon: <Copy />, onSelect: () => void duplicate() }] : []),
    { label: "Copy link", icon: <Link2 />, onSelect: () => void copyLink() },
  ];
  return (
    <MenuLater
      trigger={(props) => (
        <Button
          {...props}
          variant="ghost"
          size="sm"
          icon
          aria-label={`More about “${titleOf(post.caption)}”`}
          className={cn("shrink-0", className)}
        >
          <Ellipsis />
        </Button>
      )}
      items={items}
    />
  );
}
