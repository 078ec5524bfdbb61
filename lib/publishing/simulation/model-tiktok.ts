import type { Turn } from "#lib/creators/budgets";
import { type Failure, failure } from "#lib/errors/failure";
import type { PublishStatus } from "#lib/tiktok/fetch-status";
import type { InitBody } from "#lib/tiktok/init-body";
import type { InitOrder, Opened } from "#lib/tiktok/init-publish";
import type { CreatorInfo } from "#lib/tiktok/query-creator";
import type { Gate, TikTok, Told } from "../ports";
import type { VirtualTime } from "./virtual-time";

const HOUR = 3_600_000;

/** One publish as TikTok knows it: the judge of every run. Times in ms, sizes in bytes. */
export type ModelPublish = {
  id: string;
  caption: string;
  creatorId: string;
  mode: "direct" | "inbox";
  total: number;
  received: number;
  openedAt: number;
  completeAt: number | null;
  /** When processing ends, and how. */
  endsAt: number;
  verdict: "live" | "inbox" | Failure["code"];
  /** The secret in the addresses that it fetches from; null where the bytes are sent. */
  mediaKey: string | null;
  /** What was asked at *init*, as it arrived. */
  asked: InitBody;
  /** The files whose bytes came, where they are sent. */
  mediaIds: Set<string>;
};

/** What TikTok documents per access token and sliding minute, counted apart from what we believe of it. */
const LIMITS = { init: 6, creator_info: 20, status: 30 };
type Counted = keyof typeof LIMITS;

/** Chances per call, from 0 to 1. */
export type Weather = {
  /** The request never arrives. */
  lostRequest: number;
  /** It takes effect and its answer is lost. */
  lostAnswer: number;
  /** It arrives only minutes after the caller has given up on it. */
  late: number;
  /** TikTok answers with trouble of its own and does nothing. */
  trouble: number;
  /** TikTok answers with trouble of its own although it has done it. */
  troubleAfterEffect: number;
  /** The budget of the minute is used up. */
  busy: number;
  /** Processing ends in a refusal. */
  refusal: number;
};

/** What is read of an *init*'s body. */
type Body = {
  post_mode?: "DIRECT_POST" | "MEDIA_UPLOAD";
  post_info?: { title: string; description?: string };
  source_info: { video_size?: number; photo_images?: string[]; video_url?: string };
};

const REFUSALS = [
  "internal",
  "spam_risk_text",
  "file_format_check_failed",
  "spam_risk_too_many_posts",
] as const;

/** TikTok in memory, behind the engine's port: what it does with a request, and what it keeps to itself. */
export class ModelTikTok {
  readonly publishes: ModelPublish[] = [];
  private readonly byId = new Map<string, ModelPublish>();
  /** Bytes that arrived for a publish whose id the caller's row did not hold yet. */
  readonly early: string[] = [];
  /** Creators of whom more was asked within a minute than TikTok allows. */
  readonly tooMany = new Set<string>();
  private readonly calls = new Map<string, number[]>();

  constructor(
    private readonly time: VirtualTime,
    private readonly random: () => number,
    private readonly weather: Weather,
    /** Does the caller's row hold this publish id? Asked when bytes arrive. */
    private readonly isCommitted: (publishId: string) => boolean,
    /** Knocks at our door for the files of an attempt. */
    private readonly gate: Gate,
    /** The caller's own count of its calls. */
    private readonly takeTurn: (creatorId: string, budget: Counted) => Turn,
  ) {}

  /** The port of one worker. `breathe` is where that worker may die or fall asleep: before and after each call. */
  port(breathe: () => Promise<void>): TikTok {
    const call = async <T>(effect: () => Told<T>, isPut = false): Promise<Told<T>> => {
      await breathe();
      const told = await this.transmit(effect, isPut);
      await breathe();
      return told;
    };
    const counted = async <T>(creatorId: string, what: Counted, effect: () => Told<T>): Promise<Told<T>> => {
      const turn = this.takeTurn(creatorId, what);
      if (turn.kind === "wait") return { kind: "busy", at: turn.at };
      this.count(creatorId, what);
      return call(effect);
    };
    return {
      audited: true,
      grantedScopes: async () => ["user.info.basic", "video.publish", "video.upload"],
      creatorInfo: (creatorId) => counted(creatorId, "creator_info", () => this.ok(INFO)),
      init: (creatorId, order) => counted(creatorId, "init", () => this.open(creatorId, order)),
      put: (uploadUrl, chunk) => call(() => this.receive(uploadUrl, chunk), true),
      status: (creatorId, publishId) => counted(creatorId, "status", () => this.status(publishId)),
      findPublic: async () => [],
    };
  }

  /** Has this publish put something on the creator's profile, or will it, as far as TikTok knows by now? */
  isLive(publish: ModelPublish): boolean {
    return publish.completeAt !== null && publish.verdict === "live";
  }

  private count(creatorId: string, what: Counted): void {
    const key = `${creatorId}:${what}`;
    const now = this.time.now();
    const recent = (this.calls.get(key) ?? []).filter((at) => at > now - 60_000);
    recent.push(now);
    this.calls.set(key, recent);
    if (recent.length > LIMITS[what]) this.tooMany.add(`${key} ${recent.length} in a minute`);
  }

  private async transmit<T>(effect: () => Told<T>, isPut: boolean): Promise<Told<T>> {
    const { weather, random, time } = this;
    const trouble = () =>
      isPut ? this.failed("upload.unavailable", 503) : this.failed("internal_error", 500);
    await time.sleep(20 + random() * 400);
    const dice = random();
    let edge = weather.lostRequest;
    if (dice < edge) return this.lost(random() < 0.5 ? "no" : "maybe");
    edge += weather.lostAnswer;
    if (dice < edge) {
      effect();
      return this.lost("maybe");
    }
    edge += weather.late;
    if (dice < edge) {
      time.at(time.now() + 30_000 + random() * 600_000, () => effect());
      await time.sleep(20_000);
      return this.lost("maybe");
    }
    edge += weather.trouble;
    if (dice < edge) return trouble();
    edge += weather.troubleAfterEffect;
    if (dice < edge) {
      effect();
      return trouble();
    }
    // An upload address has no budget of calls.
    edge += isPut ? 0 : weather.busy;
    if (dice < edge) return { kind: "busy", at: time.now() + 1_000 + random() * 50_000 };
    return effect();
  }

  private ok<T>(value: T): Told<T> {
    return { kind: "ok", value, trace: { endpoint: "status", at: this.time.now(), tookMs: 0 } };
  }

  private failed(code: Failure["code"], httpStatus: number): Told<never> {
    const at = new Date(this.time.now()).toISOString();
    return { kind: "failed", failure: { code, args: {}, support: { at, httpStatus } }, reached: "no" };
  }

  private lost(reached: "no" | "maybe"): Told<never> {
    const at = new Date(this.time.now()).toISOString();
    return { kind: "failed", failure: failure("tiktok.unreachable", {}, { at }), reached };
  }

  private open(creatorId: string, { endpoint, body }: InitOrder): Told<Opened> {
    const asked = body as Body;
    const { video_size: total = 1, photo_images: [photo] = [], video_url: video } = asked.source_info;
    const url = photo ?? video;
    const isDirect = asked.post_mode ? asked.post_mode === "DIRECT_POST" : endpoint === "video_init";
    const id = `publish-${this.publishes.length + 1}`;
    const fresh: ModelPublish = {
      id,
      caption: asked.post_info?.description ?? asked.post_info?.title ?? "",
      creatorId,
      mode: isDirect ? "direct" : "inbox",
      total,
      received: 0,
      openedAt: this.time.now(),
      completeAt: null,
      endsAt: Number.POSITIVE_INFINITY,
      verdict: isDirect ? "live" : "inbox",
      mediaKey: url ? (url.split("/").at(-2) ?? "") : null,
      asked: body,
      mediaIds: new Set(),
    };
    this.publishes.push(fresh);
    this.byId.set(id, fresh);
    if (!url) return this.ok({ publishId: id, uploadUrl: `https://upload.example/${id}` });
    this.pull(fresh);
    return this.ok({ publishId: id, uploadUrl: null });
  }

  /** Fetches from us at a moment of its own: at once, before its own answer is out, seconds later, or much later; some twice. */
  private pull(publish: ModelPublish): void {
    const { random, time } = this;
    const after = () => (random() < 0.3 ? 0 : random() < 0.9 ? random() * 5_000 : random() * 0.9 * HOUR);
    const fetches = random() < 0.2 ? 2 : 1;
    for (let each = 0; each < fetches; each++)
      time.at(time.now() + after(), () => void this.knock(publish, 0));
    time.at(publish.openedAt + HOUR, () => this.giveUp(publish));
  }

  private async knock(publish: ModelPublish, tries: number): Promise<void> {
    const { time } = this;
    if (publish.completeAt !== null || Number.isFinite(publish.endsAt)) return;
    const answer = await this.gate.admit(publish.mediaKey ?? "");
    if (answer === "open") {
      if (!this.isCommitted(publish.id)) this.early.push(publish.id);
      publish.received = publish.total;
      if (publish.completeAt === null) this.complete(publish);
    } else if (answer === "wait" && tries < 8) {
      time.at(time.now() + 2_500, () => void this.knock(publish, tries + 1));
    } else this.giveUp(publish);
  }

  private giveUp(publish: ModelPublish): void {
    if (publish.completeAt !== null || Number.isFinite(publish.endsAt)) return;
    publish.verdict = "photo_pull_failed";
    publish.endsAt = this.time.now();
  }

  private receive(
    uploadUrl: string,
    chunk: { mediaId: string; first: number; last: number },
  ): Told<{ received?: number }> {
    const publish = this.byId.get(uploadUrl.slice(uploadUrl.lastIndexOf("/") + 1));
    const now = this.time.now();
    if (!publish) return this.failed("upload.not_found", 404);
    if (!this.isCommitted(publish.id)) this.early.push(publish.id);
    if (publish.completeAt !== null) return this.failed("upload.not_found", 404);
    if (now > publish.openedAt + HOUR) return this.failed("upload.expired", 403);
    if (chunk.first !== publish.received) return this.failed("upload.out_of_step", 416);
    publish.received = chunk.last + 1;
    publish.mediaIds.add(chunk.mediaId);
    if (publish.received === publish.total) this.complete(publish);
    return this.ok({ received: publish.received });
  }

  private complete(publish: ModelPublish): void {
    const now = this.time.now();
    publish.completeAt = now;
    // Most reviews take seconds, some take hours.
    publish.endsAt = now + (this.random() < 0.02 ? HOUR * (1 + this.random() * 5) : this.random() * 60_000);
    if (this.random() >= this.weather.refusal) return;
    publish.verdict = REFUSALS[Math.floor(this.random() * REFUSALS.length)] ?? "internal";
  }

  private status(publishId: string): Told<PublishStatus> {
    const publish = this.byId.get(publishId);
    if (!publish) return this.failed("invalid_publish_id", 400);
    const { received: uploadedBytes, verdict } = publish;
    if (this.time.now() < publish.endsAt) {
      const status = publish.mediaKey === null ? "PROCESSING_UPLOAD" : "PROCESSING_DOWNLOAD";
      return this.ok({ status, uploadedBytes, postIds: [] });
    }
    if (verdict === "live")
      return this.ok({
        status: "PUBLISH_COMPLETE",
        postIds: [`${7_000_000_000}${publishId.slice(8).padStart(9, "0")}`],
      });
    if (verdict === "inbox") return this.ok({ status: "SEND_TO_USER_INBOX", postIds: [] });
    return this.ok({ status: "FAILED", failReason: verdict, postIds: [] });
  }
}

const INFO: CreatorInfo = {
  handle: "simulated",
  nickname: "Simulated",
  avatarUrl: "",
  privacyOptions: ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"],
  commentDisabled: false,
  duetDisabled: false,
  stitchDisabled: false,
  maxVideoSeconds: 600,
};
