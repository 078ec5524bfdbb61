import { ListMultipartUploadsCommand, ListObjectsCommand, type S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import { isMediaId } from "./locate";
import type { Begun, Listed, Stored } from "./storage";

const Prefix = "media/";
/** How a store says that it does not tell this, or not to us. */
const NOT_TOLD: readonly string[] = ["NotImplemented", "MethodNotAllowed", "AccessDenied"];

/** A page of a bucket's objects that are named as ours. */
export async function listObjects(
  client: S3Client,
  Bucket: string,
  after: string | null,
  most: number,
): Promise<Listed<Stored>> {
  // The older of the two lists: it goes on from a name, whenever that may be, and every store has it.
  const Marker = after === null ? undefined : after;
  const asking = client.send(new ListObjectsCommand({ Bucket, Prefix, MaxKeys: most, Marker }));
  const { Contents = [], IsTruncated } = await asking;
  const found = Contents.flatMap(({ Key = "", LastModified }) => {
    const mediaId = idIn(Key);
    return mediaId && LastModified ? [{ mediaId, at: LastModified.getTime() }] : [];
  });
  return { found, next: IsTruncated ? (Contents.at(-1)?.Key ?? null) : null };
}

const Place = z.object({ KeyMarker: z.string(), UploadIdMarker: z.string() });

/**
 * A page of what was begun in parts under names of ours.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
 */
export async function listBegun(
  client: S3Client,
  Bucket: string,
  after: string | null,
  most: number,
): Promise<Listed<Begun>> {
  const from = after === null ? {} : Place.parse(JSON.parse(after));
  const wish = { Bucket, Prefix, MaxUploads: most, ...from };
  const page = await client.send(new ListMultipartUploadsCommand(wish)).catch((problem) => {
    if (problem instanceof Error && NOT_TOLD.includes(problem.name)) return null;
    throw problem;
  });
  const found = (page?.Uploads ?? []).flatMap(({ Key = "", UploadId: multipartId, Initiated }) => {
    const mediaId = idIn(Key);
    return mediaId && multipartId && Initiated ? [{ mediaId, multipartId, at: Initiated.getTime() }] : [];
  });
  const next = { KeyMarker: page?.NextKeyMarker, UploadIdMarker: page?.NextUploadIdMarker };
  return { found, next: page?.IsTruncated && next.KeyMarker ? JSON.stringify(next) : null };
}

const idIn = (key: string): string | undefined => {
  const name = key.slice(Prefix.length);
  return isMediaId(name) ? name : undefined;
};
