import type { Change, Ports } from "#lib/publishing/ports";

/** The steps of a publish at whose boundaries a worker may die: what it writes down and what it asks of TikTok. */
export const STEPS = [
  "claim",
  "write preparing",
  "write intent",
  "write publish id",
  "write last chunk",
  "write accepted",
  "write outcome",
  "creator_info",
  "init",
  "put",
  "status",
] as const;

/** What the process does that TikTok fetches from: that it serves is stamped, then the file leaves. */
export const SERVING = ["stamp", "body"] as const;
export type Step = (typeof STEPS)[number] | (typeof SERVING)[number];

/** `during`: the request is on its way and may or may not be acted on; nobody is there for the answer. */
export const MOMENTS = ["before", "during", "after"] as const;
export type Moment = (typeof MOMENTS)[number];

/** A process dies at this moment of the `nth` such step of its life. */
export type Fate = { step: Step; moment: Moment; nth: number };

/** Every place where a worker can die. */
export const PLACES = STEPS.flatMap((step) => MOMENTS.map((moment) => ({ step, moment })));

/** Every place where the process can die that TikTok fetches from. After the stamp is before the first byte. */
export const SERVING_PLACES: readonly Omit<Fate, "nth">[] = [
  ...MOMENTS.map((moment) => ({ step: "stamp" as const, moment })),
  { step: "body", moment: "during" },
  { step: "body", moment: "after" },
];

/** How long a request has been on its way when its sender dies, ms at most. */
export const UNDER_WAY_MS = 8;

/** The ports of a worker that `die` ends at its fate. Nothing in the product knows of it. */
export function mortal(ports: Ports, fate: Fate, die: () => void): Ports {
  let passed = 0;
  const forEver = () => new Promise<never>(() => {});
  async function through<T>(step: Step | undefined, work: () => Promise<T>): Promise<T> {
    const isIt = step === fate.step && ++passed === fate.nth;
    if (!isIt) return work();
    if (fate.moment === "before") die();
    const result = work();
    if (fate.moment === "during") {
      result.catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * UNDER_WAY_MS));
      die();
      return forEver();
    }
    await result;
    die();
    return forEver();
  }
  const { store, tiktok } = ports;
  return {
    ...ports,
    store: {
      ...store,
      claim: (...given) => through("claim", () => store.claim(...given)),
      commit: (claimed, change) => through(stepOf(change), () => store.commit(claimed, change)),
    },
    tiktok: {
      ...tiktok,
      creatorInfo: (...given) => through("creator_info", () => tiktok.creatorInfo(...given)),
      init: (...given) => through("init", () => tiktok.init(...given)),
      put: (...given) => through("put", () => tiktok.put(...given)),
      status: (...given) => through("status", () => tiktok.status(...given)),
    },
  };
}

function stepOf(change: Change): Step | undefined {
  const learnt = change.attempt?.change;
  if (change.to === "preparing") return "write preparing";
  if (change.newAttempt) return "write intent";
  if (learnt?.publishId) return "write publish id";
  if (learnt?.finalIntentAt) return "write last chunk";
  if (learnt?.acceptedAt) return "write accepted";
  if (change.to === "published" || change.to === "in_inbox") return "write outcome";
  return undefined;
}
