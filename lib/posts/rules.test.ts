import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { MediaFacts, PostContent } from "#lib/db/json";
import type { CreatorInfo } from "#lib/tiktok/query-creator";
import { emptyContent } from "./blank-content";
import {
  brandedContentReason,
  CAPTION_LIMIT,
  checkContent,
  declaration,
  declarationParts,
  EXACT,
  lacksPromotion,
  offeredPrivacy,
  promotionLabel,
  type Question,
  UNAUDITED_REASON,
} from "./rules";
import { ContentInput } from "./schema";

const AT = "2026-11-24T12:00:00.000Z";

const info: CreatorInfo = {
  handle: "lena.rooftop",
  nickname: "Lena on the Rooftop",
  avatarUrl: "",
  privacyOptions: ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"],
  commentDisabled: false,
  duetDisabled: false,
  stitchDisabled: false,
  maxVideoSeconds: 180,
};
const facts: MediaFacts = {
  container: "mp4",
  mimeType: "video/mp4",
  videoCodec: "avc",
  audioCodec: "aac",
  width: 1080,
  height: 1920,
  rotation: 0,
  seconds: 42,
  frameRate: 30,
  truncated: false,
};

const post = (content: Partial<PostContent> = {}): PostContent => ({
  ...emptyContent(),
  mediaId: "m1",
  privacy: "PUBLIC_TO_EVERYONE",
  ...content,
});
const ask = (content: Partial<PostContent> = {}, more: Partial<Question> = {}): Question => ({
  content: post(content),
  info,
  files: [{ facts, bytes: 1_000 }],
  pulls: false,
  audited: true,
  grantedScopes: ["user.info.basic", "video.upload", "video.publish"],
  ...more,
});
const codes = (question: Question) => checkContent(question, AT).map(({ code }) => code);

describe("TikTok's guidelines for posting screens", () => {
  it("1 a direct post is never let through without a fresh answer from TikTok", () => {
    expect(codes(ask({}, { info: null }))).toEqual(["privacy.not_offered"]);
  });

  it("1c a video longer than the creator may post is stopped with both lengths", () => {
    expect(codes(ask({}, { files: [{ facts: { ...facts, seconds: 180 }, bytes: 1_000 }] }))).toEqual([]);
    const [found] = checkContent(
      ask({}, { files: [{ facts: { ...facts, seconds: 200 }, bytes: 1_000 }] }),
      AT,
    );
    expect(found?.code).toBe("media.too_long");
    expect(found?.evidence?.[0]).toEqual({ path: "duration", measured: 200, limit: "up to 3:00", ok: false });
  });

  it("a video for the inbox may last ten minutes, whatever the account may post", () => {
    const lasting = (seconds: number) =>
      ask({ mode: "inbox" }, { info: null, files: [{ facts: { ...facts, seconds }, bytes: 1_000 }] });
    expect(codes(lasting(600))).toEqual([]);
    const [found] = checkContent(lasting(601), AT);
    expect(found?.code).toBe("media.too_long");
    expect(found?.evidence?.[0]).toMatchObject({ measured: 601, limit: "up to 10:00 in the inbox" });
  });

  it("2a the caption is free text up to 2,200 UTF-16 units, where an emoji counts as two", () => {
    expect(codes(ask({ caption: "x".repeat(CAPTION_LIMIT) }))).toEqual([]);
    const [found] = checkContent(ask({ caption: `${"x".repeat(CAPTION_LIMIT - 1)}🌇` }), AT);
    expect(found).toMatchObject({ code: "caption.too_long", args: { over: "1", length: "2,201" } });
  });

  it("2b privacy has no default and only what TikTok offers can be chosen", () => {
    expect(emptyContent().privacy).toBeNull();
    expect(codes(ask({ privacy: null }))).toEqual(["privacy.not_chosen"]);
    expect(codes(ask({ privacy: "FOLLOWER_OF_CREATOR" }))).toEqual(["privacy.not_offered"]);
    expect(offeredPrivacy(info, { audited: true })).toEqual(
      info.privacyOptions.map((level) => ({ level, reason: null })),
    );
  });

  it("2b an unaudited app offers only me alone, and says why", () => {
    const kess: CreatorInfo = {
      ...info,
      privacyOptions: ["FOLLOWER_OF_CREATOR", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"],
    };
    expect(offeredPrivacy(kess, { audited: false })).toEqual([
      { level: "FOLLOWER_OF_CREATOR", reason: UNAUDITED_REASON },
      { level: "MUTUAL_FOLLOW_FRIENDS", reason: UNAUDITED_REASON },
      { level: "SELF_ONLY", reason: null },
    ]);
    expect(codes(ask({ privacy: "SELF_ONLY" }, { info: kess, audited: false }))).toEqual([]);
    expect(codes(ask({ privacy: "FOLLOWER_OF_CREATOR" }, { info: kess, audited: false }))).toEqual([
      "privacy.not_offered",
    ]);
    expect(codes(ask({ privacy: "SELF_ONLY" }, { audited: false }))).toEqual([
      "unaudited_client_can_only_post_to_private_accounts",
    ]);
  });

  it("2c comment, duet and stitch start off, and what the creator switched off cannot be asked for", () => {
    const { allowComment, allowDuet, allowStitch } = emptyContent();
    expect([allowComment, allowDuet, allowStitch]).toEqual([false, false, false]);
    const quiet = { ...info, commentDisabled: true, duetDisabled: true, stitchDisabled: true };
    expect(codes(ask({}, { info: quiet }))).toEqual([]);
    const found = checkContent(
      ask({ allowComment: true, allowDuet: true, allowStitch: true }, { info: quiet }),
      AT,
    );
    expect(found.map(({ code }) => code)).toEqual(Array(3).fill("interaction.not_allowed"));
    expect(found.map(({ args }) => args.interaction)).toEqual(["comments", "duets", "stitches"]);
  });

  it("2-note the declaration stands in TikTok's words with a link to what it names", () => {
    expect(declaration(post())).toBe("By posting, you agree to TikTok's Music Usage Confirmation.");
    expect(declarationParts(post()).flatMap(({ href }) => href ?? [])).toEqual([
      "https://www.tiktok.com/legal/page/global/music-usage-confirmation/en",
    ]);
  });

  it("3a the disclosure starts off with nothing ticked, and switched on it needs a tick", () => {
    const { discloses, yourBrand, brandedContent } = emptyContent();
    expect([discloses, yourBrand, brandedContent]).toEqual([false, false, false]);
    expect(promotionLabel(post({ discloses: true }))).toBeNull();
    expect(lacksPromotion(post({ discloses: true }))).toBe(true);
    expect(codes(ask({ discloses: true }))).toEqual(["disclosure.incomplete"]);
    expect(EXACT.disclosureIncomplete).toBe(
      "You need to indicate if your content promotes yourself, a third party, or both.",
    );
    const behind = ContentInput.parse(post({ discloses: false, yourBrand: true, brandedContent: true }));
    expect([behind.yourBrand, behind.brandedContent]).toEqual([false, false]);
  });

  it("3a-i your brand alone is labelled as promotional content", () => {
    const content = { discloses: true, yourBrand: true };
    expect(promotionLabel(post(content))).toBe("Promotional content");
    expect(EXACT.yourBrand).toBe("Your photo/video will be labeled as 'Promotional content'");
    expect(codes(ask(content))).toEqual([]);
  });

  it("3a-ii branded content is labelled as paid partnership", () => {
    const content = { discloses: true, brandedContent: true };
    expect(promotionLabel(post(content))).toBe("Paid partnership");
    expect(EXACT.brandedContent).toBe("Your photo/video will be labeled as 'Paid partnership'");
    expect(codes(ask(content))).toEqual([]);
  });

  it("3a-iii both together are labelled as paid partnership", () => {
    const content = { discloses: true, yourBrand: true, brandedContent: true };
    expect(promotionLabel(post(content))).toBe("Paid partnership");
    expect(codes(ask(content))).toEqual([]);
  });

  it("3b branded content cannot be ticked while only me is chosen", () => {
    expect(brandedContentReason(post({ privacy: "SELF_ONLY" }))).toBe(EXACT.brandedNotPrivate);
    expect(brandedContentReason(post())).toBeNull();
    expect(codes(ask({ discloses: true, brandedContent: true, privacy: "SELF_ONLY" }))).toEqual([
      "disclosure.private",
    ]);
  });

  it("3b' only me cannot be chosen while branded content is ticked, and says why", () => {
    expect(offeredPrivacy(info, { audited: true, brandedContent: true }).at(-1)).toEqual({
      level: "SELF_ONLY",
      reason: "Branded content visibility cannot be set to private.",
    });
  });

  it("4 the declaration names the branded content policy as soon as branded content is disclosed", () => {
    const branded = "By posting, you agree to TikTok's Branded Content Policy and Music Usage Confirmation.";
    const music = "By posting, you agree to TikTok's Music Usage Confirmation.";
    expect(declaration(post({ discloses: true, yourBrand: true }))).toBe(music);
    expect(declaration(post({ discloses: true, brandedContent: true }))).toBe(branded);
    expect(declaration(post({ discloses: true, yourBrand: true, brandedContent: true }))).toBe(branded);
    expect(declaration(post({ discloses: false, brandedContent: true }))).toBe(music);
    expect(
      declarationParts(post({ discloses: true, brandedContent: true })).flatMap(({ href }) => href ?? []),
    ).toEqual([
      "https://www.tiktok.com/legal/page/global/bc-policy/en",
      "https://www.tiktok.com/legal/page/global/music-usage-confirmation/en",
    ]);
  });

  it("5b nothing is put into the caption for the author", () => {
    expect(emptyContent().caption).toBe("");
  });

  it("T1 nothing that a browser loads from here knows the client secret", async () => {
    for (const file of ["rules.ts", "schema.ts"]) {
      expect(await readFile(new URL(file, import.meta.url), "utf8")).not.toMatch(/CLIENT_SECRET|#lib\/env/);
    }
  });
});

describe("what is missing", () => {
  it("is told in the order of the screen", () => {
    const question = ask(
      { privacy: null, discloses: true, caption: "x".repeat(2201), mediaId: null },
      { files: [], grantedScopes: [] },
    );
    expect(codes(question)).toEqual([
      "scope_not_authorized",
      "media.none",
      "caption.too_long",
      "privacy.not_chosen",
      "disclosure.incomplete",
    ]);
  });

  it("is only permission and file for the inbox, because nothing else goes there", () => {
    const inbox = { mode: "inbox", privacy: null, discloses: true, caption: "x".repeat(3000) } as const;
    expect(codes(ask(inbox, { info: null, audited: false, grantedScopes: ["video.upload"] }))).toEqual([]);
    expect(codes(ask({ ...inbox, mediaId: null }, { info: null, grantedScopes: ["video.publish"] }))).toEqual(
      ["scope_not_authorized", "media.none"],
    );
    expect(declaration(post({ mode: "inbox", discloses: true, brandedContent: true }))).toBe(
      "By posting, you agree to TikTok's Music Usage Confirmation.",
    );
  });
});
