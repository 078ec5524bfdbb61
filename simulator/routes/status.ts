import { ok, RawJson } from "#simulator/envelope";
import { type Exchange, Refusal, type Reply } from "#simulator/exchange";
import { cancelPull } from "#simulator/processing";
import type { Publish, PublishState } from "#simulator/publishes";
import { isText } from "#simulator/shape";
import { admit, badParams, bodyOf } from "./gate";

const STATUS: Record<PublishState, string> = {
  uploading: "PROCESSING_UPLOAD",
  downloading: "PROCESSING_DOWNLOAD",
  processing: "PROCESSING_UPLOAD",
  inbox: "SEND_TO_USER_INBOX",
  complete: "PUBLISH_COMPLETE",
  failed: "FAILED",
};

/** https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status */
export function status(exchange: Exchange): Reply {
  const publish = publishOf(exchange);
  return ok(exchange, new RawJson(statusJson(publish)));
}

/** https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide: only a running download can be cancelled. */
export function cancel(exchange: Exchange): Reply {
  const publish = publishOf(exchange);
  if (cancelPull(exchange.world, publish)) return ok(exchange, {});
  throw new Refusal(400, "publish_not_cancellable", "The publish can not be cancelled any more.");
}

function publishOf(exchange: Exchange): Publish {
  const { creator } = admit(exchange, "video.publish", "video.upload");
  const body = bodyOf(exchange);
  const publishId = body.publish_id;
  if (!isText(publishId) || Object.keys(body).length !== 1)
    throw badParams(exchange, "publish_id is missing");
  const publish = exchange.world.publishes.byId(String(publishId));
  if (!publish) throw new Refusal(400, "invalid_publish_id", "The publish_id does not exist.");
  exchange.publishId = publish.publishId;
  if (publish.handle !== creator.handle) {
    const code = "token_not_authorized_for_specified_publish_id";
    throw new Refusal(400, code, "The access token may not read this publish_id.");
  }
  return publish;
}

/** Every field but the status is optional on the wire; the post id is a bare number of 19 digits. */
function statusJson(publish: Publish): string {
  const isPulled = publish.sources.length > 0;
  const status = isPulled && publish.state === "processing" ? "PROCESSING_DOWNLOAD" : STATUS[publish.state];
  const fields = [`"status":"${status}"`];
  if (publish.failReason) fields.push(`"fail_reason":${JSON.stringify(publish.failReason)}`);
  if (publish.publicAt !== null) fields.push(`"publicaly_available_post_id":[${publish.postId}]`);
  if (publish.state !== "failed")
    fields.push(`"${isPulled ? "downloaded" : "uploaded"}_bytes":${publish.received}`);
  return `{${fields.join(",")}}`;
}
