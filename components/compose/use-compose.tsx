"use client";

import { useRouter } from "next/navigation";
import { useCallback, useMemo, useRef, useState } from "react";
import { useServerClock } from "#components/posts/use-server-clock";
import { startConnectAction } from "#lib/creators/actions";
import type { PhotoSet } from "#lib/db/json";
import type { Failure } from "#lib/errors/failure";
import { type Guidance, tell } from "#lib/errors/guidance";
import type { Problem } from "#lib/errors/result";
import { isVideoView, type MediaView } from "#lib/media/view";
import { publishNowAction, schedulePostAction } from "#lib/posts/actions";
import { checkContent, declaration, neededScope } from "#lib/posts/rules";
import { actionRenderer } from "./actions";
import type { ComposeProps } from "./compose-props";
import type { Draft } from "./draft-copy";
import { keepConverted } from "./keep-converted";
import { fieldOf, type Missing, sayProblem } from "./missing";
import { useCreatorInfo } from "./use-creator-info";
import { useDraft } from "./use-draft";
import { usePhotos } from "./use-photos";
import { useRepairs } from "./use-repairs";
import { useUpload } from "./use-upload";
import { useWhen } from "./use-when";

/** Stopped before anything is sent: by TikTok's answer, by a rule, or by what the server said to the attempt. */
export type Stop = {
  guidance: Guidance;
  /** Only what the server said to one attempt can be put away; the rest holds until it changes. */
  putAway: (() => void) | null;
};

// What TikTok's answer means for the inbox: a ban holds there too, the limits of direct posts don't.
const STOPS_INBOX: readonly string[] = ["spam_risk_user_banned_from_posting"];

/** Everything the compose screen knows and does. */
export function useCompose(props: ComposeProps) {
  const { workspaceId, timeZone, audited, creators } = props;
  const router = useRouter();
  const [initial] = useState(props.draft);
  const { draft, edit: write, flush, ...saving } = useDraft(workspaceId, initial);
  const [refused, setRefused] = useState<Failure | null>(null);
  // What was refused was another content than the one that is written now.
  const edit: typeof write = (change) => {
    setRefused(null);
    write(change);
  };
  const { content } = draft;
  const [media, setMedia] = useState(props.media);
  const picker = useRef<HTMLInputElement>(null);
  const take = (view: MediaView) => {
    if (!isVideoView(view)) return;
    setMedia(view);
    edit({ content: { mediaId: view.id, coverMs: 0 } });
  };
  const repairs = useRepairs(workspaceId, (file, original) => keepConverted(workspaceId, file, original));
  const uploading = useUpload(workspaceId, draft.postId, (view, file) => {
    repairs.noteStored(file, view.id);
    take(view);
  });

  const { newest } = saving;
  const photos = usePhotos({
    ...{ workspaceId, content, edit, repairs },
    postId: draft.postId,
    newest: useCallback(() => newest().content, [newest]),
    initial: props.photos,
  });
  const isPhotos = content.kind === "photo";
  const noun = isPhotos ? photos.noun : "video";
  const creator = creators.find(({ id }) => id === draft.creatorId);
  const grantedScopes = creator?.grantedScopes ?? [];
  const needsInfo = grantedScopes.includes("video.publish");
  const asked = useCreatorInfo(workspaceId, creator && needsInfo ? creator.id : null);
  const knownHandle = asked.info?.handle ?? creator?.handle;
  const handle = knownHandle ? `@${knownHandle}` : (creator?.displayName ?? "this account");

  const clock = useServerClock(props.now);
  const keep = useCallback((when: Draft["when"]) => write({ when }), [write]);
  const when = useWhen({
    ...{ workspaceId, timeZone, clock, keep, mode: content.mode },
    creatorId: creator?.id ?? null,
    when: draft.when,
  });

  const choose = (creatorId: string | null) => {
    const scopes = creators.find(({ id }) => id === creatorId)?.grantedScopes ?? [];
    // What the other account offered says nothing about this one.
    const mode =
      !scopes.includes("video.publish") && scopes.includes("video.upload") ? "inbox" : content.mode;
    edit({ creatorId, content: { privacy: null, mode } });
  };

  const tellAbout = useCallback(
    (cause: Failure, fileName?: string): Guidance =>
      tell(
        cause,
        { audience: creator?.own ? "creator" : "staff" },
        {
          handle: creator ? handle : "",
          creatorName: asked.info?.nickname ?? creator?.displayName,
          fileName: fileName ?? media?.fileName,
          timeZone,
          now: new Date().toISOString(),
          scopesMissing: cause.code === "scope_not_authorized" ? [neededScope(content.mode)] : undefined,
        },
      ),
    [creator, handle, asked.info, media, timeZone, content.mode],
  );

  // The tick belongs to one video for one account in one way, under one sentence.
  const sentence = declaration(content);
  const sent = isPhotos ? photos.set.mediaIds : content.mediaId;
  const agreesTo = JSON.stringify([draft.creatorId, sent, content.mode, sentence]);
  const [agreed, setAgreed] = useState<string | null>(null);
  const hasAgreed = agreed === agreesTo;

  const found = useMemo(() => {
    const info = content.mode === "direct" ? asked.info : null;
    const files = isPhotos ? photos.photos : content.mediaId && media ? [media] : [];
    return checkContent(
      { content, info, files, pulls: props.pulls, audited, grantedScopes },
      new Date().toISOString(),
    );
  }, [content, asked.info, media, isPhotos, photos.photos, audited, grantedScopes, props.pulls]);
  const waitsForInfo = content.mode === "direct" && needsInfo && !asked.info;

  const isUploading = isPhotos ? photos.isBusy : uploading.busy;
  const missing: Missing[] = [
    ...(creator ? [] : [{ id: "compose-account", message: "Choose an account" }]),
    ...(isUploading
      ? [
          {
            id: "compose-media-label",
            message: `Wait until the ${noun} ${noun === "photos" ? "are" : "is"} uploaded`,
          },
        ]
      : []),
    ...found.flatMap((cause) => {
      const id = creator ? fieldOf(cause) : undefined;
      const isEarly =
        (waitsForInfo && cause.code === "privacy.not_offered") ||
        (isUploading && (cause.code === "media.none" || cause.code === "photo.none"));
      return id && !isEarly ? [{ id, message: tellAbout(cause).headline }] : [];
    }),
    ...(creator && waitsForInfo
      ? [{ id: "compose-account", message: "Wait for TikTok's answer about this account" }]
      : []),
    ...(creator ? when.missing : []),
    ...(hasAgreed
      ? []
      : [
          {
            id: "compose-consent",
            message: `Agree to send ${noun === "photos" ? "these photos" : `this ${noun}`} to ${handle}`,
          },
        ]),
  ];

  const [publishing, setPublishing] = useState(false);
  const [summary, setSummary] = useState<Missing[]>([]);
  const stop = stopOf();

  function stopOf(): Stop | null {
    const told = asked.problem?.kind === "failure" ? asked.problem.failure : null;
    const byTikTok = told && (content.mode === "direct" || STOPS_INBOX.includes(told.code)) ? told : null;
    const byRule = creator ? found.find((cause) => !fieldOf(cause)) : undefined;
    const byServer = refused && !fieldOf(refused) ? refused : null;
    const cause = byTikTok ?? byRule ?? byServer;
    if (!cause) return null;
    return { guidance: tellAbout(cause), putAway: cause === byServer ? () => setRefused(null) : null };
  }

  const answerProblem = (problem: Problem) => {
    switch (problem.kind) {
      case "failure": {
        const id = fieldOf(problem.failure);
        setRefused(problem.failure);
        setSummary(id ? [{ id, message: tellAbout(problem.failure).headline }] : []);
        return asked.askAgain();
      }
      case "time":
        return when.ask(problem.question);
      default:
        return setSummary([sayProblem(problem)]);
    }
  };

  const publish = async () => {
    if (publishing) return;
    setRefused(null);
    setSummary([]);
    if (stop && !stop.putAway) return document.getElementById("compose-stop")?.focus();
    if (missing.length) return setSummary(missing);
    setPublishing(true);
    try {
      // Held in case the editing goes on meanwhile: what is sent is what was saved here.
      const saved = await flush();
      const { postId, version } = saving.newest();
      if (!saved || !postId) {
        setSummary([{ id: "compose-save", message: "The draft could not be saved yet, so it was not sent" }]);
        return setPublishing(false);
      }
      const order = { workspaceId, postId, version, sentence };
      const at = when.choice === "slot" ? "next_slot" : when.when;
      const result = await (at
        ? schedulePostAction({ ...order, when: at })
        : publishNowAction({ ...order, when: when.isAnyway ? "now_anyway" : "now" }));
      if (result.ok) return router.push(`/app/${workspaceId}/posts/${result.value.postId}`);
      answerProblem(result.problem);
    } catch {
      setSummary([
        {
          id: "compose-save",
          message: "We could not reach the server. Look at your posts before you send it again",
        },
      ]);
    }
    setPublishing(false);
  };

  const connectAgain = async () => {
    const returnTo = window.location.pathname;
    await flush();
    const result = await startConnectAction({ workspaceId, creatorId: draft.creatorId, returnTo });
    if (result.ok) window.location.assign(result.value.url);
    else
      setSummary([
        {
          id: "compose-save",
          message: "Only owners and managers can connect this account. Ask one of them",
        },
      ]);
  };

  const renderAction = actionRenderer({
    pickFile: () => (isPhotos ? document.getElementById("compose-media")?.click() : picker.current?.click()),
    sendToInbox: grantedScopes.includes("video.upload")
      ? () => edit({ content: { mode: "inbox" } })
      : undefined,
    askAgain: () => {
      setRefused(null);
      asked.askAgain();
    },
    pickLater: creator
      ? () => void when.pickLater({ id: draft.postId ?? "", mode: content.mode }).then(() => setRefused(null))
      : undefined,
    connectAgain,
    profileUrl: knownHandle ? `https://www.tiktok.com/@${knownHandle}` : undefined,
  });

  return {
    ...saving,
    ...{
      workspaceId,
      audited,
      creators,
      creator,
      handle,
      grantedScopes,
      needsInfo,
      asked,
      choose,
      connectAgain,
    },
    ...{
      content,
      edit,
      media,
      take,
      uploading,
      repairs,
      photos,
      noun,
      pulls: props.pulls,
      pullsVideos: props.pullsVideos,
      picker,
      tellAbout,
      renderAction,
    },
    ...{ draft, when, missing, stop, publish, publishing, sentence },
    // What has been put right since leaves the list; what the server said stays.
    summary: summary.filter(
      ({ id, message }) =>
        id === "compose-save" || refused !== null || missing.some((each) => each.message === message),
    ),
    hasAgreed,
    agree: (checked: boolean) => setAgreed(checked ? agreesTo : null),
    coverUrl: coverUrlOf(workspaceId, photos.set),
    videoUrl: content.mediaId ? uploading.urlOf(content.mediaId) : null,
  };
}

/** The photo that stands first on the profile. */
function coverUrlOf(workspaceId: string, { mediaIds, coverIndex }: PhotoSet): string | null {
  const id = mediaIds[coverIndex];
  return id ? `/api/w/${workspaceId}/media/${id}` : null;
}

export type Compose = ReturnType<typeof useCompose>;
