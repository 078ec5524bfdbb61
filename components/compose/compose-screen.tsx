"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import { PhonePreview } from "#components/frame/phone-preview";
import { buttonClass } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { PageHeader } from "#components/ui/page-header";
import { promotionLabel } from "#lib/posts/rules";
import { AccountField } from "./account-field";
import { CaptionField } from "./caption-field";
import type { ComposeProps } from "./compose-props";
import { ConsentFooter } from "./consent-footer";
import { CoverField } from "./cover-field";
import { DeliveryField } from "./delivery-field";
import { KindField } from "./kind-field";
import { MediaField } from "./media-field";
import { PhotoField } from "./photo-field";
import { MusicField, TitleField } from "./photo-texts";
import { DraftBanners, SaveLine } from "./save-line";
import { AiField, DisclosureField, InteractionsField, PrivacyField } from "./settings-fields";
import { type Compose, useCompose } from "./use-compose";
import { WhenField } from "./when-field";

/** Writing a post: the form beside what viewers will see. */
export function ComposeScreen(props: ComposeProps) {
  if (props.creators.length === 0) {
    return (
      <>
        <PageHeader title="New post" />
        <EmptyState
          action={
            <Link href={`/app/${props.workspaceId}/connections`} className={buttonClass()}>
              Connect an account
            </Link>
          }
        >
          A post needs a TikTok account to go to, and there is none in this workspace yet.
        </EmptyState>
      </>
    );
  }
  return <Filled {...props} />;
}

function Filled(props: ComposeProps) {
  const compose = useCompose(props);
  const { content, media, videoUrl } = compose;
  useSendKey(compose.publish);
  const direct = content.mode === "direct";
  const isPhotos = content.kind === "photo";
  return (
    <>
      <PageHeader title="New post" actions={<SaveLine compose={compose} />} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="flex flex-col gap-8">
          <DraftBanners compose={compose} />
          <AccountField compose={compose} />
          <DeliveryField compose={compose} />
          <KindField compose={compose} />
          {isPhotos ? <PhotoField compose={compose} /> : <MediaField compose={compose} />}
          {isPhotos ? <TitleField compose={compose} /> : null}
          {isPhotos && !direct ? <CaptionField compose={compose} /> : null}
          {direct ? (
            <>
              {!isPhotos && media && !media.facts.isUnread && content.mediaId && videoUrl ? (
                <CoverField key={media.id} compose={compose} file={media} videoUrl={videoUrl} />
              ) : null}
              <CaptionField compose={compose} />
              <PrivacyField compose={compose} />
              <InteractionsField compose={compose} />
              {isPhotos ? <MusicField compose={compose} /> : null}
              <DisclosureField compose={compose} />
              <AiField compose={compose} />
            </>
          ) : (
            <InboxNote isPhotos={isPhotos} />
          )}
        </div>
        <aside
          aria-label="Preview"
          className="max-lg:flex max-lg:justify-center lg:sticky lg:top-8 lg:row-span-2"
        >
          <PhonePreview
            name={compose.asked.info?.nickname ?? compose.creator?.displayName ?? "Your account"}
            caption={textOf(compose)}
            videoUrl={isPhotos ? null : videoUrl}
            posterUrl={isPhotos ? compose.coverUrl : null}
            label={direct ? promotionLabel(content) : null}
            empty={`The ${compose.noun} ${compose.noun === "photos" ? "show" : "shows"} here as viewers will see it.`}
          />
        </aside>
        <footer className="flex flex-col gap-6 border-t border-line pt-6">
          <WhenField compose={compose} />
          <ConsentFooter compose={compose} />
        </footer>
      </div>
    </>
  );
}

/** What viewers read. The inbox takes no caption for a video. */
function textOf({ content, photos }: Compose): string {
  if (content.kind === "photo") return [photos.set.title, content.caption].filter(Boolean).join("\n");
  return content.mode === "direct" ? content.caption : "";
}

/**
 * The inbox takes a video alone, and photos with their two texts.
 * @see https://developers.tiktok.com/doc/content-posting-api-reference-upload-video
 */
function InboxNote({ isPhotos }: { isPhotos: boolean }) {
  return (
    <p className="max-w-measure rounded-lg bg-sunken p-4 text-body text-ink-2">
      {isPhotos
        ? "TikTok takes the photos with their title and description for the inbox. Who can watch and everything else are chosen in the TikTok app."
        : "TikTok takes only the video for the inbox. The caption, the cover, who can watch and everything else are chosen in the TikTok app."}{" "}
      What you entered for a direct post stays here, in case you change your mind.
    </p>
  );
}

/** Ctrl or ⌘ with Enter sends, wherever the focus is. */
function useSendKey(publish: Compose["publish"]): void {
  const newest = useRef(publish);
  newest.current = publish;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
      event.preventDefault();
      newest.current();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
