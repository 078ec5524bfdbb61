import { createHash, type Hash } from "node:crypto";
import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ChunkPlan } from "./chunk-plan";
import type { PullManner } from "./fault";
import { newLongId, newUploadToken } from "./ids";
import type { MediaFacts, PhotoFacts } from "./inspect";

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
  /** Of photos: the text below the title, and whether TikTok adds music. */
  description: string | null;
  autoAddMusic: boolean;
}

export type PublishState = "uploading" | "downloading" | "processing" | "inbox" | "complete" | "failed";

/** One `publish_id` and the whole truth about it. */
export interface Publish extends ChunkPlan {
  publishId: string;
  handle: string;
  mode: "direct" | "inbox";
  kind: "video" | "photo";
  /** Where TikTok fetches the files from; empty where they are uploaded. */
  sources: string[];
  /** When it begins to fetch, and how. */
  pullAt: number | null;
  pullManner: PullManner | null;
  /** How long a slow one rests, ms. */
  pullRestMs: number;
  /** Of photos, from 0. */
  coverIndex: number;
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
  inspection: Promise<MediaFacts | PhotoFacts[] | undefined> | null;
  facts: MediaFacts | PhotoFacts[] | null;
  state: PublishState;
  failReason: string | null;
  completedAt: number | null;
  /** 19 digits; TikTok answers it only once the post is public. */
  postId: string | null;
  publicAt: number | null;
  timeline: { at: number; event: string }[];
}

/** Where the bytes of a publish are: a video in one file, each photo in one of its own. */
export const fileOf = ({ kind, path }: Pick<Publish, "kind" | "path">, index: number): string =>
  kind === "photo" ? `${path}-${index}` : path;

/** What an *init* decides of a publish. */
export type Opening = ChunkPlan &
  Pick<
    Publish,
    "handle" | "mode" | "kind" | "post" | "sources" | "pullAt" | "pullManner" | "pullRestMs" | "coverIndex"
  >;

const PREFIX = {
  video: { direct: "v_pub_file~v2-1", inbox: "v_inbox_file~v2" },
  pulled: { direct: "v_pub_url~v2-1", inbox: "v_inbox_url~v2" },
  photo: { direct: "p_pub_url~v2", inbox: "p_inbox_url~v2" },
} as const;

function publishIdOf({ kind, mode, sources }: Opening, number: string): string {
  const way = kind === "photo" ? "photo" : sources.length > 0 ? "pulled" : "video";
  return `${PREFIX[way][mode]}.${number}`;
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

  async create(details: Opening, now: number, uploadLifetimeSec: number): Promise<Publish> {
    const number = newLongId(now);
    const path = join(this.folder, `${number}.media`);
    await mkdir(this.folder, { recursive: true });
    await (await open(path, "w", 0o600)).close();
    const publish: Publish = {
      ...details,
      publishId: publishIdOf(details, number),
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
      state: details.sources.length > 0 ? "downloading" : "uploading",
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
