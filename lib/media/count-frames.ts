import { EncodedPacketSink, type InputVideoTrack } from "mediabunny";
import type { ByteReader } from "./byte-reader";
import { countBlocks } from "./count-blocks";
import { type FrameRate, isUneven, type Run } from "./runs";

/** Up to here what only its packets tell is read through, bytes. */
const READ_THROUGH = 200_000_000;
/** In a larger one this many places are looked at, this many frames at each. */
const PLACES = 8;
const FRAMES = 150;
/** Ten hours of frames. A file with more was made to fill its reader's memory. */
const MOST_FRAMES = 1_000_000;

/**
 * The frame rate of a file without a list of its frames. WebM and Matroska: over all frames, except where the file is in a
 * bucket, or in a browser, and larger than what can be let run past there (`ByteReader.through`). Of such a file, of a
 * large MPEG-TS, which TikTok takes at no rate, and of one whose blocks are not understood: over a few places.
 * @returns `undefined` when there are more than any video has
 */
export async function countFrames(
  file: ByteReader,
  video: InputVideoTrack,
  isMatroska: boolean,
): Promise<FrameRate | undefined> {
  const counted = isMatroska ? await countBlocks(file, video.id) : undefined;
  if (counted === "too many") return undefined;
  return counted ?? (await countPackets(video, file.bytes));
}

async function countPackets(video: InputVideoTrack, bytes: number): Promise<FrameRate | undefined> {
  const sink = new EncodedPacketSink(video);
  const tick = 1 / (await video.getTimeResolution());
  const stretches: Stretch[] = [];
  if (bytes <= READ_THROUGH) stretches.push(await stretchFrom(sink, 0, Number.POSITIVE_INFINITY));
  else {
    const seconds = await video.computeDuration();
    for (let place = 0; place < PLACES; place++) {
      stretches.push(await stretchFrom(sink, (seconds * place) / PLACES, FRAMES));
    }
  }
  const count = stretches.reduce((sum, stretch) => sum + stretch.count, 0);
  if (count > MOST_FRAMES) return undefined;
  const seconds = stretches.reduce((sum, stretch) => sum + stretch.seconds, 0);
  const runs = stretches.flatMap((stretch) => stretch.runs);
  // Matroska rounds to its own clock, whatever a track says of a finer one.
  return { rate: seconds > 0 ? count / seconds : 0, isVariable: isUneven(runs, Math.max(tick, 0.001)) };
}

type Stretch = { count: number; seconds: number; runs: Run[] };

async function stretchFrom(sink: EncodedPacketSink, at: number, most: number): Promise<Stretch> {
  const first = at === 0 ? undefined : await sink.getPacket(at, { metadataOnly: true });
  const times: number[] = [];
  let lasts = 0;
  let newest = Number.NEGATIVE_INFINITY;
  for await (const packet of sink.packets(first ?? undefined, undefined, { metadataOnly: true })) {
    // Frames are stored in another order than they are shown: the stretch ends where none is left out.
    if (times.length >= most && (packet.timestamp >= newest || times.length >= 2 * most)) break;
    if (times.length > MOST_FRAMES) break;
    times.push(packet.timestamp);
    if (packet.timestamp > newest) [newest, lasts] = [packet.timestamp, packet.duration];
  }
  times.sort((one, other) => one - other);
  const runs = times.slice(1).map((time, index) => ({ count: 1, length: time - (times[index] ?? time) }));
  const shown = (times.at(-1) ?? 0) - (times[0] ?? 0);
  const last = lasts || (times.length > 1 ? shown / (times.length - 1) : 0);
  return { count: times.length, seconds: shown + last, runs: [...runs, { count: 1, length: last }] };
}
