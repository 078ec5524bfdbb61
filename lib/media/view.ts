import { type FileFacts, isPhoto, type MediaFacts, type PhotoFacts } from "#lib/db/json";

/** A stored file as the screen knows it. */
export type MediaView = {
  id: string;
  fileName: string;
  bytes: number;
  facts: FileFacts;
  /** ISO 8601. */
  createdAt: string;
};

export type VideoView = MediaView & { facts: MediaFacts };
export type PhotoView = MediaView & { facts: PhotoFacts };

export const isVideoView = (view: MediaView): view is VideoView => !isPhoto(view.facts);
export const isPhotoView = (view: MediaView): view is PhotoView => isPhoto(view.facts);

/** The largest file that is taken, in bytes: what TikTok takes, see ./rules. */
export const UPLOAD_LIMIT = 4_000_000_000;
