import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { listBegun, listObjects } from "./list-bucket";
import { checkedId } from "./locate";
import { PartsGone, type S3Storage } from "./storage";

export type S3Settings = {
  bucket: string;
  /** Empty: Amazon's for the region. */
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
};

/** How long a browser may take to begin with a part, and a reader with a file, in seconds. */
const PART_SECONDS = 60 * 60;
const READ_SECONDS = 12 * 60 * 60;
const KEEPER_KEY = "media/aircheck-keeper";

/** Keeps media in a bucket. Only its owner's key and addresses that are signed here open it. */
export function s3Storage(settings: S3Settings): S3Storage {
  const { bucket: Bucket, endpoint, region, accessKeyId, secretAccessKey } = settings;
  const client = new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    // Stores of others are addressed by path; and not all of them know the newer checksums.
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  const at = (mediaId: string) => ({ Bucket, Key: `media/${checkedId(mediaId)}` });
  const head = (mediaId: string) =>
    client
      .send(new HeadObjectCommand(at(mediaId)))
      .catch((problem) => ignoring(problem, "NotFound", "NoSuchKey"));
  const sizeOf = async (mediaId: string) => (await head(mediaId))?.ContentLength;
  return {
    kind: "s3",
    sizeOf,
    async stampOf(mediaId) {
      const found = await head(mediaId);
      return found && `${mediaId}:${found.ETag}:${found.ContentLength}`;
    },
    async openRange(mediaId, range) {
      const Range = range ? `bytes=${range.start}-${range.end}` : undefined;
      const { Body } = await client.send(new GetObjectCommand({ ...at(mediaId), Range }));
      if (!Body) throw new Error("The store answered without a file.");
      return Body.transformToWebStream() as ReadableStream<Uint8Array>;
    },
    addressOf: (mediaId) =>
      getSignedUrl(client, new GetObjectCommand(at(mediaId)), { expiresIn: READ_SECONDS }),
    async keepFile(mediaId, localPath) {
      const { size: ContentLength } = await stat(localPath);
      const Body = createReadStream(localPath, { highWaterMark: 1 << 20 });
      await client.send(new PutObjectCommand({ ...at(mediaId), Body, ContentLength }));
      await rm(localPath, { force: true });
    },
    async discard(mediaId) {
      await client.send(new DeleteObjectCommand(at(mediaId)));
    },
    async beginParts(mediaId) {
      const { UploadId } = await client.send(new CreateMultipartUploadCommand(at(mediaId)));
      if (!UploadId) throw new Error("The store opened no upload.");
      return UploadId;
    },
    signPart: (mediaId, UploadId, { number: PartNumber, bytes: ContentLength }) =>
      getSignedUrl(client, new UploadPartCommand({ ...at(mediaId), UploadId, PartNumber, ContentLength }), {
        expiresIn: PART_SECONDS,
      }),
    async joinParts(mediaId, UploadId, parts) {
      const Parts = [...parts]
        .sort((one, other) => one.number - other.number)
        .map(({ number: PartNumber, etag: ETag }) => ({ PartNumber, ETag }));
      const joining = new CompleteMultipartUploadCommand({
        ...at(mediaId),
        UploadId,
        MultipartUpload: { Parts },
      });
      try {
        await client.send(joining);
      } catch (problem) {
        // Joined before, by somebody who had no time to write it down: then the file is there.
        const there = await sizeOf(mediaId);
        if (there === undefined && isGone(problem)) throw new PartsGone();
        if (there === undefined) throw problem;
      }
      return (await sizeOf(mediaId)) ?? 0;
    },
    async dropParts(mediaId, UploadId) {
      await client
        .send(new AbortMultipartUploadCommand({ ...at(mediaId), UploadId }))
        // A store that cannot do it cleans up by a rule of its own.
        .catch((problem) => ignoring(problem, "NoSuchUpload", "MethodNotAllowed", "NotImplemented"));
    },
    list: (after, most) => listObjects(client, Bucket, after, most),
    listBegun: (after, most) => listBegun(client, Bucket, after, most),
    async keeper() {
      const asking = client.send(new GetObjectCommand({ Bucket, Key: KEEPER_KEY }));
      const found = await asking.catch((problem) => ignoring(problem, "NotFound", "NoSuchKey"));
      return (await found?.Body?.transformToString())?.trim() || undefined;
    },
    async appoint(Body) {
      await client.send(new PutObjectCommand({ Bucket, Key: KEEPER_KEY, Body }));
    },
  };
}

function ignoring(problem: unknown, ...names: string[]): undefined {
  if (problem instanceof Error && names.includes(problem.name)) return undefined;
  throw problem;
}

const isGone = (problem: unknown): boolean =>
  problem instanceof Error && (problem.name === "NoSuchUpload" || problem.name === "InvalidPart");
