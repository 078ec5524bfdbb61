import { createHash, type Hash } from "node:crypto";
import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ChunkPlan } from "./chunk-plan";
import { newLongId, newUploadToken } from "./ids";
import type { MediaFacts } from "./inspect";

/** `post_info` as it took effect. */
export interface PostInfo {
  title: string;
  privacyLevel: string;
  disableComment: boolean;
  disableDuet: boolean;
  disableStitch: boolean;
  videoCoverTimestampMs: number | null;
  brandContentToggle: boolean;
  brandOrganicToggle: boolean;
  isAigc: boolean;
}

export type PublishState = "uploading" | "processing" | "inbox" | "complete" | "failed";

/** One `publish_id` and the whole truth about it. */
export interface Publish extends ChunkPlan {
  publishId: string;
  handle: string;
  mode: "direct" | "inbox";
  post: PostInfo | null;
  uploadId: string;
  uploadToken: string;
  uploadExpiresAt: number;
  path: string;
  received: number;
  /** Hash of the bytes accepted so far. */
  hash: Hash;
  /** The hash of all bytes, where it comes from a state file; `sha256Of` tells it in any case. */
  sha256: string | null;
  createdAt: number;
  uploadedAt: number | null;
  /** A failure that waits for processing to end. */
  doom: string | null;
  inspection: Promise<MediaFacts | undefined> | null;
  facts: MediaFacts | null;
  state: PublishState;
  failReason: string | null;
  completedAt: number | null;
  /** 19 digits; TikTok answers it only once the post is public. */
  postId: string | null;
  publicAt: number | null;
  timeline: { at: number; event: string }[];
}

/** SHA-256 of the bytes accepted so far, in hex; null before the first. */
export function sha256Of(publish: Publish): string | null {
  if (publish.received === 0) return null;
  return publish.sha256 ?? publish.hash.copy().digest("hex");
}

/** Every publish of the simulated TikTok, with its bytes on disk. */
export class Publishes {
  readonly folder: string;
  #all: Publish[] = [];

  constructor(folder: string) {
    this.folder = folder;
  }

  async create(
    details: ChunkPlan & Pick<Publish, "handle" | "mode" | "post">,
    now: number,
    uploadLifetimeSec: number,
  ): Promise<Publish> {
    const number = newLongId(now);
    const path = join(this.folder, `${number}.media`);
    await mkdir(this.folder, { recursive: true });
    await (await open(path, "w", 0o600)).close();
    const publish: Publish = {
      ...details,
      publishId: details.mode === "direct" ? `v_pub_file~v2-1.${number}` : `v_inbox_file~v2.${number}`,
      uploadId: newLongId(now),
      uploadToken: newUploadToken(),
      uploadExpiresAt: now + uploadLifetimeSec * 1000,
      path,
      received: 0,
      hash: createHash("sha256"),
      sha256: null,
      createdAt: now,
      uploadedAt: null,
      doom: null,
      inspection: null,
      facts: null,
      state: "uploading",
      failReason: null,
      completedAt: null,
      postId: null,
      publicAt: null,
      timeline: [{ at: now, event: "created" }],
    };
    this.#all.push(publish);
    return publish;
  }

  all(): readonly Publish[] {
    return this.#all;
  }

  of(handle: string): Publish[] {
    return this.#all.filter((publish) => publish.handle === handle);
  }

  byId(publishId: string): Publish | undefined {
    return this.#all.find((publish) => publish.publishId === publishId);
  }

  byUpload(uploadId: string): Publish | undefined {
    return this.#all.find((publish) => publish.uploadId === uploadId);
  }

  byPost(postId: string): Publish | undefined {
    return this.#all.find((publish) => publish.postId === postId);
  }

  /** Takes the place of everything there was. */
  restore(publishes: Publish[]): void {
    this.#all = publishes;
  }

  async clear(): Promise<void> {
    this.#all = [];
    await rm(this.folder, { recursive: true, force: true });
  }
}
