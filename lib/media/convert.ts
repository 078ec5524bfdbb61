import { createInterface } from "node:readline";
import type { MediaFacts, RepairPlan } from "#lib/db/json";
import type { Ffmpeg } from "./find-ffmpeg";
import { FOREIGN_FORMATS } from "./foreign";
import { containerFor, RATES, SIDE, USUAL_RATE } from "./plan-repair";
import { playedSeconds } from "./repair-time";
import { startTied } from "./tied-process";

export type VideoPlan = Exclude<RepairPlan, { kind: "photo" }>;

export type Conversion = {
  ffmpeg: Ffmpeg;
  /** A path of this machine, or an address that works without further proof. Never made of a name that somebody chose. */
  from: string;
  to: string;
  facts: MediaFacts;
  plan: VideoPlan;
  /** Ends it at once. */
  signal: AbortSignal;
  /** How much is done, from 0 to 1, about twice a second. */
  onProgress: (share: number) => void;
  /** After this long it is ended, ms. */
  limitMs: number;
};

export type Converted =
  | { kind: "converted" }
  | { kind: "stopped" }
  | { kind: "too_slow" }
  | { kind: "disk_full" }
  /** `said`: the last that ffmpeg had to say, for support. */
  | { kind: "broken"; said: string };

/** Only containers that we know: a playlist would make ffmpeg open what it names. */
const FORMATS = "mov,matroska,mpegts";
const formatsFor = ({ mimeType }: MediaFacts): string => FOREIGN_FORMATS[mimeType] ?? FORMATS;
const SAID_CHARACTERS = 1_000;

/** Runs ffmpeg in a process of its own until it has ended, which is before this returns, whatever happens. */
export async function convert(order: Conversion): Promise<Converted> {
  const { ffmpeg, signal, plan, facts, limitMs, onProgress } = order;
  if (signal.aborted) return { kind: "stopped" };
  const program = startTied(ffmpeg.path, parametersFor(order));
  let said = "";
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    program.end();
  }, limitMs);
  signal.addEventListener("abort", program.end, { once: true });
  const seconds = playedSeconds(plan, facts);
  createInterface({ input: program.stdout }).on("line", (line) => {
    const micros = /^out_time_us=(\d+)$/.exec(line)?.[1];
    if (micros && seconds < Number.POSITIVE_INFINITY) onProgress(Math.min(1, Number(micros) / 1e6 / seconds));
  });
  program.stderr.on("data", (piece: Buffer) => {
    said = (said + piece.toString()).slice(-SAID_CHARACTERS);
  });
  const code = await program.ended;
  clearTimeout(limit);
  signal.removeEventListener("abort", program.end);
  if (code === 0) return { kind: "converted" };
  if (signal.aborted) return { kind: "stopped" };
  if (late) return { kind: "too_slow" };
  if (/No space left|Disk quota exceeded/i.test(said)) return { kind: "disk_full" };
  return { kind: "broken", said: said.trim() };
}

/** What ffmpeg is told. @see https://ffmpeg.org/ffmpeg.html */
export function parametersFor({
  ffmpeg,
  from,
  to,
  facts,
  plan,
}: Pick<Conversion, "ffmpeg" | "from" | "to" | "facts" | "plan">): string[] {
  const container = plan.kind === "remux" ? (containerFor(facts) ?? "mp4") : "mp4";
  return [
    ...["-hide_banner", "-nostdin", "-nostats", "-v", "error", "-progress", "pipe:1"],
    ...inputFor(from, facts),
    ...["-map", `0:V:${facts.pictureTrack ?? 0}`, "-map", "0:a:0?", "-sn", "-dn", "-map_chapters", "-1"],
    ...(plan.trimSeconds === null ? [] : ["-t", plan.trimSeconds.toFixed(3)]),
    ...(plan.kind === "remux" ? ["-c:v", "copy", ...tagFor(facts)] : pictures(plan, facts, ffmpeg)),
    ...soundFor(facts, plan),
    // The place where it was filmed and the like are nobody's business.
    ...["-map_metadata", "-1"],
    ...(container === "mp4" ? ["-movflags", "+faststart"] : []),
    ...["-f", container, "-y", `file:${to}`],
  ];
}

/** What ffmpeg is told about the file that it opens. */
export function inputFor(from: string, facts: MediaFacts): string[] {
  const isAddress = /^https?:\/\//.test(from);
  // Either the network or files, never both: a file cannot make ffmpeg fetch, nor an address make it read files.
  const protocols = isAddress ? "https,http,tls,tcp" : "file";
  return [
    ...["-protocol_whitelist", protocols, "-format_whitelist", formatsFor(facts)],
    ...["-i", isAddress ? from : `file:${from}`],
  ];
}

/** H.265 that is packed anew is named as phones and TikTok look for it. */
const tagFor = ({ videoCodec }: MediaFacts): string[] => (videoCodec === "hevc" ? ["-tag:v", "hvc1"] : []);

function pictures(
  plan: Exclude<VideoPlan, { kind: "remux" }>,
  { isHdr }: MediaFacts,
  { mapsTones }: Ffmpeg,
): string[] {
  // ffmpeg turns the pictures upright before the first filter, by what the file says of itself.
  const filters = [
    ...(plan.kind === "recode"
      ? [FOUND_RATE, FOUND_SIZE]
      : [`fps=${plan.frameRate}`, `scale=${plan.width}:${plan.height}:flags=bicubic`]),
    "setsar=1",
    ...(isHdr && mapsTones ? TONES : []),
    "format=yuv420p",
  ];
  return [
    ...["-vf", filters.join(",")],
    ...["-c:v", "libx264", "-profile:v", "high", "-preset", "veryfast", "-crf", "20"],
    ...(isHdr && mapsTones
      ? ["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709"]
      : []),
  ];
}

/** The rate and the size that planRepair would have chosen, had anybody known the file's: worked out by ffmpeg. */
const FOUND_RATE = `fps='if(between(source_fps,${RATES.least},${RATES.most}),source_fps,${USUAL_RATE})'`;
const FOUND_SIZE = (() => {
  const short = "min(iw*sar,ih)";
  const long = "max(iw*sar,ih)";
  const by = `min(max(1,${SIDE.good}/${short}),${SIDE.most}/${long})`;
  return `scale=w='2*floor(round(iw*sar*${by})/2)':h='2*floor(round(ih*${by})/2)':flags=bicubic`;
})();

/** From high dynamic range to what every phone shows. */
const TONES = [
  "zscale=t=linear:npl=100",
  "format=gbrpf32le",
  "zscale=p=bt709",
  "tonemap=tonemap=hable:desat=0",
  "zscale=t=bt709:m=bt709:r=tv",
];

/** Sound that fits is kept as it is, unless everything is made anew. */
function soundFor({ audioCodec, videoCodec }: MediaFacts, plan: VideoPlan): string[] {
  if (plan.kind === "remux") {
    const inWebm = containerFor({ videoCodec }) === "webm";
    if (inWebm && (audioCodec === "opus" || audioCodec === "vorbis")) return ["-c:a", "copy"];
    if (inWebm) return ["-c:a", "libopus", "-b:a", "128k"];
    if (audioCodec === "aac") return ["-c:a", "copy"];
  }
  return ["-c:a", "aac", "-b:a", "160k", "-ar", "48000", "-ac", "2"];
}
