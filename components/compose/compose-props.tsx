import type { PhotoView, VideoView } from "#lib/media/view";
import type { Draft } from "./draft-copy";

/** An account that may be chosen. `own`: it belongs to the person who is looking. */
export type ComposeCreator = {
  id: string;
  handle: string | null;
  displayName: string;
  avatarUrl: string | null;
  grantedScopes: string[];
  own: boolean;
};

export type ComposeProps = {
  workspaceId: string;
  timeZone: string;
  /** The server's time when the page was made, ISO 8601. */
  now: string;
  /** TikTok has audited this copy of Aircheck. */
  audited: boolean;
  /** TikTok can fetch files from this installation: photos reach it in no other way. */
  pulls: boolean;
  /** TikTok fetches videos too, instead of being sent them. */
  pullsVideos: boolean;
  creators: readonly ComposeCreator[];
  draft: Draft;
  media: VideoView | null;
  photos: readonly PhotoView[];
};
