import sharp from "sharp";
import * as damage from "./test-damage";

/** A real file, how it is made, and what has to be found in it. */
export type CorpusFile = {
  /** Its name in the folder. */
  name: string;
  /** Codes that keep it from being sent; none: TikTok takes it. */
  finds: readonly string[];
  /** The advice that has to be found; of a video, beside what follows from its size, length and sound. */
  advises?: readonly string[];
  /** A conversion on the server makes a file of it that TikTok takes. */
  repairable?: true;
} & (
  | { ffmpeg: readonly string[] }
  /** Another file of the corpus, packed or encoded anew. */
  | { from: string; ffmpeg: readonly string[]; before?: readonly string[] }
  /** Another file's bytes, changed. */
  | { from: string; bytes: (bytes: Buffer) => Buffer | Promise<Buffer> }
  | { draw: () => Promise<Buffer> }
);

const picture = (size = "360x640", rate = "30", seconds = 1) =>
  ["-f", "lavfi", "-i", `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`] as const;
const SOUND = ["-f", "lavfi", "-i", "sine=frequency=440:duration=1", "-shortest"] as const;
const H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"] as const;
const HEVC = ["-c:v", "libx265", "-preset", "ultrafast", "-tag:v", "hvc1"] as const;
const QUIET = ["-x265-params", "log-level=error"] as const;
const VP9 = ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"] as const;
const VP8 = ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8"] as const;
const COPY = ["-c", "copy"] as const;
/** A small, slow picture that nobody is meant to see, in front of the one that plays. */
const BEHIND_PREVIEW = [
  ...["-f", "lavfi", "-i", "color=c=red:size=160x120:rate=10:duration=1"],
  ...picture(),
  ...["-map", "0:v", "-map", "1:v", "-disposition:v:0", "0", "-disposition:v:1", "default"],
] as const;
const FIRST = ["-movflags", "+faststart"] as const;
const PIECES = ["-movflags", "frag_keyframe+empty_moov"] as const;
const hdr = (transfer: string) =>
  [
    ...["-pix_fmt", "yuv420p10le", "-color_primaries", "bt2020", "-colorspace", "bt2020nc"],
    ...["-color_trc", transfer, "-x265-params"],
    `log-level=error:colorprim=bt2020:colormatrix=bt2020nc:transfer=${transfer}`,
  ] as const;

/** Videos that TikTok takes, in its containers, codecs, rates, turns and layouts. */
export const TAKEN: readonly CorpusFile[] = [
  { name: "h264.mp4", finds: [], ffmpeg: [...picture(), ...SOUND, ...H264, "-c:a", "aac", ...FIRST] },
  { name: "index-at-end.mp4", finds: [], from: "h264.mp4", ffmpeg: COPY },
  { name: "h264.mov", finds: [], from: "h264.mp4", ffmpeg: COPY },
  {
    name: "fragments.mp4",
    finds: [],
    advises: ["advice.layout"],
    from: "keys.mp4",
    ffmpeg: [...COPY, ...PIECES],
  },
  {
    name: "fragments.mov",
    finds: [],
    advises: ["advice.layout"],
    from: "keys.mp4",
    ffmpeg: [...COPY, ...PIECES],
  },
  {
    name: "fragments-after-index.mp4",
    finds: [],
    advises: ["advice.layout"],
    from: "keys.mp4",
    ffmpeg: [...COPY, "-movflags", "frag_keyframe"],
  },
  {
    name: "fragment-per-frame.mp4",
    finds: [],
    advises: ["advice.layout"],
    from: "keys.mp4",
    ffmpeg: [...COPY, "-movflags", "frag_every_frame+empty_moov+default_base_moof"],
  },
  {
    name: "uneven-fragments.mp4",
    finds: [],
    advises: ["advice.uneven", "advice.layout"],
    from: "uneven.mp4",
    ffmpeg: [...COPY, "-movflags", "empty_moov+default_base_moof", "-frag_duration", "200000"],
  },
  { name: "keys.mp4", finds: [], ffmpeg: [...picture(), ...SOUND, ...H264, "-g", "10", "-c:a", "aac"] },
  { name: "behind-preview.mp4", finds: [], ffmpeg: [...BEHIND_PREVIEW, ...H264] },
  {
    name: "behind-preview-fragments.mov",
    finds: [],
    advises: ["advice.layout"],
    ffmpeg: [...BEHIND_PREVIEW, ...H264, "-g", "10", ...PIECES],
  },
  { name: "behind-preview.webm", finds: [], ffmpeg: [...BEHIND_PREVIEW, ...VP9] },
  { name: "hevc.mp4", finds: [], ffmpeg: [...picture(), ...HEVC, ...QUIET] },
  { name: "hevc.mov", finds: [], from: "hevc.mp4", ffmpeg: [...COPY, "-tag:v", "hvc1"] },
  { name: "vp9.webm", finds: [], ffmpeg: [...picture(), ...SOUND, ...VP9, "-c:a", "libopus"] },
  { name: "vp8.webm", finds: [], ffmpeg: [...picture(), ...SOUND, ...VP8, "-c:a", "libvorbis"] },
  {
    name: "live.webm",
    finds: [],
    from: "vp9.webm",
    ffmpeg: [...COPY, "-live", "1", "-cluster_time_limit", "200"],
  },
  { name: "clusters.webm", finds: [], from: "vp9.webm", ffmpeg: [...COPY, "-cluster_time_limit", "150"] },
  {
    name: "vp9.mp4",
    finds: [],
    advises: ["advice.sound"],
    from: "vp9.webm",
    ffmpeg: [...COPY, "-strict", "-2"],
  },
  { name: "silent.mp4", finds: [], advises: ["advice.silent"], from: "h264.mp4", ffmpeg: [...COPY, "-an"] },
  { name: "sound-ended.mp4", finds: [], from: "h264.mp4", bytes: damage.emptySound },
  {
    name: "sound-ended-fragments.mp4",
    finds: [],
    advises: ["advice.layout"],
    from: "sound-ends-early.mp4",
    before: ["-ss", "1"],
    ffmpeg: [...COPY, ...PIECES],
  },
  {
    name: "sound-ends-early.mp4",
    finds: [],
    ffmpeg: [
      ...picture("360x640", "30", 2),
      ...SOUND.filter((each) => each !== "-shortest"),
      ...H264,
      "-t",
      "2",
      "-g",
      "10",
    ],
  },
  {
    name: "mp3-sound.mp4",
    finds: [],
    advises: ["advice.sound"],
    from: "h264.mp4",
    ffmpeg: ["-c:v", "copy", "-c:a", "libmp3lame"],
  },
  {
    name: "pcm-sound.mov",
    finds: [],
    advises: ["advice.sound"],
    from: "h264.mp4",
    ffmpeg: ["-c:v", "copy", "-c:a", "pcm_s16le"],
  },
  { name: "flat.mp4", finds: [], advises: ["advice.shape"], ffmpeg: [...picture("640x360"), ...H264] },
  { name: "turned-90.mp4", finds: [], from: "flat.mp4", bytes: damage.turn(90) },
  { name: "turned-180.mp4", finds: [], from: "flat.mp4", bytes: damage.turn(180) },
  { name: "turned-270.mov", finds: [], from: "flat.mp4", bytes: damage.turn(270) },
  { name: "wide-pixels.mp4", finds: [], ffmpeg: [...picture("360x640"), "-vf", "setsar=4/3", ...H264] },
  { name: "wide-pixels.webm", finds: [], from: "wide-pixels.mp4", ffmpeg: [...VP9, "-an"] },
  { name: "23.976.mp4", finds: [], ffmpeg: [...picture("360x640", "24000/1001"), ...H264] },
  { name: "25.mov", finds: [], ffmpeg: [...picture("360x640", "25"), ...H264] },
  { name: "60.mp4", finds: [], ffmpeg: [...picture("360x640", "60"), ...H264] },
  { name: "59.94.webm", finds: [], ffmpeg: [...picture("360x640", "60000/1001"), ...VP9] },
  {
    name: "uneven.mp4",
    finds: [],
    advises: ["advice.uneven"],
    ffmpeg: [
      ...picture("360x640", "60"),
      "-vf",
      "select='lt(n,30)+not(mod(n,3))'",
      "-vsync",
      "vfr",
      ...H264,
      "-bf",
      "0",
    ],
  },
  {
    name: "uneven.webm",
    finds: [],
    advises: ["advice.uneven"],
    from: "uneven.mp4",
    ffmpeg: [...VP9, "-vsync", "vfr"],
  },
  {
    name: "pq.mp4",
    finds: [],
    advises: ["advice.hdr"],
    ffmpeg: [...picture(), ...HEVC, ...hdr("smpte2084")],
  },
  {
    name: "hlg.mov",
    finds: [],
    advises: ["advice.hdr"],
    ffmpeg: [...picture(), ...HEVC, ...hdr("arib-std-b67")],
  },
  {
    name: "cut-by-edit.mp4",
    finds: [],
    advises: ["advice.edits"],
    from: "h264.mp4",
    before: ["-ss", "0.4"],
    ffmpeg: COPY,
  },
  {
    name: "late-by-edit.mp4",
    finds: [],
    advises: ["advice.edits"],
    from: "silent.mp4",
    before: ["-itsoffset", "0.5"],
    ffmpeg: COPY,
  },
  { name: "named-as-photo.jpg", finds: [], from: "h264.mp4", bytes: (bytes) => bytes },
];

/** Videos that TikTok refuses, and that a conversion puts right. */
export const REFUSED: readonly CorpusFile[] = [
  {
    name: "15.mp4",
    finds: ["media.frame_rate"],
    repairable: true,
    ffmpeg: [...picture("360x640", "15"), ...H264],
  },
  {
    name: "12-behind-preview.mp4",
    finds: ["media.frame_rate"],
    repairable: true,
    from: "behind-preview.mp4",
    before: ["-itsscale", "2.5"],
    ffmpeg: [...COPY, "-map", "0:v:0", "-map", "0:v:1"],
  },
  {
    name: "behind-preview.mkv",
    finds: ["media.container"],
    repairable: true,
    from: "behind-preview.mp4",
    ffmpeg: [...COPY, "-map", "0:v:0", "-map", "0:v:1"],
  },
  {
    name: "15-hevc.mov",
    finds: ["media.frame_rate"],
    repairable: true,
    ffmpeg: [...picture("360x640", "15"), ...SOUND, ...HEVC, ...QUIET, "-c:a", "aac"],
  },
  {
    name: "12-fragments.mp4",
    finds: ["media.frame_rate"],
    advises: ["advice.layout"],
    repairable: true,
    ffmpeg: [...picture("360x640", "12"), ...H264, "-g", "4", ...PIECES],
  },
  {
    name: "120.mp4",
    finds: ["media.frame_rate"],
    repairable: true,
    ffmpeg: [...picture("360x640", "120", 0.5), ...H264],
  },
  {
    name: "10.webm",
    finds: ["media.frame_rate"],
    repairable: true,
    ffmpeg: [...picture("360x640", "10"), ...VP9],
  },
  {
    name: "small.mp4",
    finds: ["media.picture_size"],
    repairable: true,
    ffmpeg: [...picture("320x568"), ...H264],
  },
  {
    name: "small-when-turned.mov",
    finds: ["media.picture_size"],
    repairable: true,
    ffmpeg: [...picture("640x352"), ...H264],
  },
  {
    name: "wide.mp4",
    finds: ["media.picture_size"],
    repairable: true,
    ffmpeg: [...picture("4320x720", "30", 0.3), ...H264],
  },
  { name: "h264.mkv", finds: ["media.container"], repairable: true, from: "h264.mp4", ffmpeg: COPY },
  {
    name: "vp9.mkv",
    finds: ["media.container"],
    advises: ["advice.sound"],
    repairable: true,
    from: "vp9.webm",
    ffmpeg: COPY,
  },
  {
    name: "h264.ts",
    finds: ["media.container"],
    repairable: true,
    from: "h264.mp4",
    ffmpeg: [...COPY, "-bsf:v", "h264_mp4toannexb"],
  },
  { name: "mpeg4.mp4", finds: ["media.codec"], repairable: true, ffmpeg: [...picture(), "-c:v", "mpeg4"] },
  {
    name: "prores.mov",
    finds: ["media.codec"],
    repairable: true,
    ffmpeg: [...picture("360x640", "30", 0.5), "-c:v", "prores"],
  },
  {
    name: "av1.mp4",
    finds: ["media.codec"],
    repairable: true,
    ffmpeg: [
      ...picture("360x640", "30", 0.3),
      "-c:v",
      "libaom-av1",
      "-cpu-used",
      "8",
      "-strict",
      "-2",
      "-row-mt",
      "1",
      "-usage",
      "realtime",
    ],
  },
  {
    name: "mjpeg.mov",
    finds: ["media.codec"],
    repairable: true,
    ffmpeg: [...picture("360x640", "30", 0.5), "-c:v", "mjpeg"],
  },
  {
    name: "xvid.avi",
    finds: ["media.container"],
    repairable: true,
    ffmpeg: [...picture("640x480", "25"), ...SOUND, "-c:v", "mpeg4", "-vtag", "XVID", "-c:a", "mp2"],
  },
  {
    name: "small-and-slow.avi",
    finds: ["media.container"],
    repairable: true,
    ffmpeg: [...picture("160x120", "12"), "-c:v", "mjpeg", "-pix_fmt", "yuvj420p"],
  },
  {
    name: "squeezed.mpg",
    finds: ["media.container"],
    repairable: true,
    ffmpeg: [
      ...picture("720x576", "25"),
      ...SOUND,
      "-vf",
      "setsar=16/15",
      "-c:v",
      "mpeg2video",
      "-c:a",
      "mp2",
    ],
  },
  {
    name: "h264.flv",
    finds: ["media.container"],
    repairable: true,
    from: "h264.mp4",
    ffmpeg: ["-c:v", "copy", "-c:a", "aac", "-ar", "44100"],
  },
  {
    name: "wmv2.wmv",
    finds: ["media.container"],
    repairable: true,
    ffmpeg: [...picture("640x360", "30"), ...SOUND, "-c:v", "wmv2", "-c:a", "wmav2"],
  },
  { name: "vp8.ogv", finds: ["media.container"], repairable: true, from: "vp8.webm", ffmpeg: COPY },
  {
    name: "h264.3gp",
    finds: ["media.container"],
    repairable: true,
    from: "h264.mp4",
    ffmpeg: COPY,
  },
  {
    name: "named.mp4",
    finds: ["media.container"],
    repairable: true,
    from: "xvid.avi",
    bytes: (bytes) => bytes,
  },
  {
    name: "everything.mkv",
    finds: ["media.container", "media.codec", "media.frame_rate", "media.picture_size"],
    repairable: true,
    ffmpeg: [...picture("320x240", "10"), "-c:v", "mpeg4"],
  },
];

/** What is no whole video. */
export const DAMAGED: readonly CorpusFile[] = [
  { name: "empty.mp4", finds: ["media.empty"], draw: async () => Buffer.alloc(0) },
  { name: "text.mp4", finds: ["media.unreadable"], draw: async () => Buffer.from("hello ".repeat(2000)) },
  { name: "noise.mp4", finds: ["media.unreadable"], draw: async () => damage.noise(20_000) },
  {
    name: "playlist.mp4",
    finds: ["media.unreadable"],
    draw: async () => Buffer.from("#EXTM3U\n#EXTINF:1,\n/etc/hostname\n#EXT-X-ENDLIST\n"),
  },
  { name: "document.mp4", finds: ["media.unreadable"], draw: async () => damage.document() },
  {
    name: "archive.mp4",
    finds: ["media.unreadable"],
    draw: async () => Buffer.concat([Buffer.from("PK\x03\x04\x14\x00"), damage.noise(5000)]),
  },
  { name: "no-tail.avi", finds: ["media.truncated"], from: "xvid.avi", bytes: damage.cutTail(0.6) },
  { name: "sound.wmv", finds: ["media.no_video"], from: "wmv2.wmv", ffmpeg: [...COPY, "-vn"] },
  { name: "sound.ogv", finds: ["media.no_video"], from: "vp8.ogv", ffmpeg: [...COPY, "-vn"] },
  { name: "sound.avi", finds: ["media.no_video"], from: "xvid.avi", ffmpeg: [...COPY, "-vn"] },
  { name: "sound.m4a", finds: ["media.no_video"], from: "h264.mp4", ffmpeg: [...COPY, "-vn"] },
  { name: "sound.mp3", finds: ["media.no_video"], from: "mp3-sound.mp4", ffmpeg: [...COPY, "-vn"] },
  { name: "sound.webm", finds: ["media.no_video"], from: "vp8.webm", ffmpeg: [...COPY, "-vn"] },
  { name: "no-tail.mp4", finds: ["media.truncated"], from: "h264.mp4", bytes: damage.cutTail(0.7) },
  {
    name: "no-tail-by-20-bytes.mp4",
    finds: ["media.truncated"],
    from: "h264.mp4",
    bytes: (bytes) => bytes.subarray(0, -20),
  },
  { name: "no-index.mp4", finds: ["media.truncated"], from: "index-at-end.mp4", bytes: damage.cutTail(0.7) },
  { name: "no-tail.mov", finds: ["media.truncated"], from: "h264.mov", bytes: damage.cutTail(0.9) },
  {
    name: "no-tail-fragments.mp4",
    finds: ["media.truncated"],
    from: "fragments.mp4",
    bytes: damage.cutTail(0.6),
  },
  { name: "no-tail.webm", finds: ["media.truncated"], from: "vp9.webm", bytes: damage.cutTail(0.6) },
  { name: "no-head.mp4", finds: ["media.unreadable"], from: "index-at-end.mp4", bytes: damage.cutHead(3000) },
  { name: "no-head.webm", finds: ["media.unreadable"], from: "vp9.webm", bytes: damage.cutHead(3000) },
  { name: "no-middle.mp4", finds: ["media.truncated"], from: "h264.mp4", bytes: damage.cutMiddle(5000) },
  {
    name: "no-middle-index-at-end.mp4",
    finds: ["media.truncated"],
    from: "index-at-end.mp4",
    bytes: damage.cutMiddle(5000),
  },
  { name: "no-middle.webm", finds: ["media.truncated"], from: "vp9.webm", bytes: damage.cutMiddle(5000) },
];

const canvas = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 90, g: 120, b: 160 } } });
const noisy = () => damage.noise(360 * 640 * 3);
const grain = () => sharp(noisy(), { raw: { width: 360, height: 640, channels: 3 } });

/** Photos: those that TikTok takes, those that a conversion puts right, and those that are cut off. */
export const PHOTOS: readonly CorpusFile[] = [
  { name: "photo.jpg", finds: [], draw: () => grain().jpeg().toBuffer() },
  { name: "photo-progressive.jpg", finds: [], draw: () => grain().jpeg({ progressive: true }).toBuffer() },
  {
    name: "photo-turned.jpg",
    finds: [],
    draw: () => canvas(1600, 900).jpeg().withMetadata({ orientation: 6 }).toBuffer(),
  },
  {
    name: "photo-with-film.jpg",
    finds: [],
    from: "photo.jpg",
    bytes: (bytes) => Buffer.concat([bytes, damage.noise(9000, 0xff)]),
  },
  { name: "photo.webp", finds: [], draw: () => grain().webp().toBuffer() },
  {
    name: "photo-lossless.webp",
    finds: [],
    draw: () => canvas(300, 500).webp({ lossless: true }).toBuffer(),
  },
  { name: "photo-named.png", finds: [], from: "photo.jpg", bytes: (bytes) => bytes },
  {
    name: "photo-moves.webp",
    finds: [],
    advises: ["advice.photo_moves"],
    from: "photo-moves.gif",
    bytes: (bytes) => sharp(bytes, { animated: true }).webp().toBuffer(),
  },
  {
    name: "photo-tall.jpg",
    finds: [],
    advises: ["advice.photo_long"],
    repairable: true,
    draw: () => canvas(900, 2400).jpeg().toBuffer(),
  },
  {
    name: "photo-large.jpg",
    finds: ["photo.picture_size"],
    advises: ["advice.photo_long"],
    repairable: true,
    draw: () => canvas(3000, 2000).jpeg().toBuffer(),
  },
  {
    name: "photo-of-108-megapixels.jpg",
    finds: ["photo.picture_size"],
    advises: ["advice.photo_long"],
    repairable: true,
    draw: () => canvas(12_000, 9_000).jpeg().toBuffer(),
  },
  {
    name: "photo-square.jpg",
    finds: ["photo.picture_size"],
    repairable: true,
    draw: () => canvas(1254, 1254).jpeg().toBuffer(),
  },
  { name: "photo.png", finds: ["photo.format"], repairable: true, draw: () => grain().png().toBuffer() },
  {
    name: "photo-both.png",
    finds: ["photo.format", "photo.picture_size"],
    repairable: true,
    draw: () => canvas(1200, 1800).png().toBuffer(),
  },
  {
    name: "photo.gif",
    finds: ["photo.format"],
    repairable: true,
    draw: () => canvas(200, 300).gif().toBuffer(),
  },
  {
    name: "photo-moves.gif",
    finds: ["photo.format"],
    advises: ["advice.photo_moves"],
    repairable: true,
    ffmpeg: [...picture("120x160", "10", 0.5)],
  },
  {
    name: "photo.avif",
    finds: ["photo.format"],
    repairable: true,
    draw: () => canvas(400, 500).avif({ effort: 0 }).toBuffer(),
  },
  {
    name: "photo.tiff",
    finds: ["photo.format"],
    repairable: true,
    draw: () => canvas(300, 400).tiff().toBuffer(),
  },
  { name: "photo.bmp", finds: ["photo.format"], from: "photo.jpg", ffmpeg: [] },
  { name: "photo.heic", finds: ["photo.format"], from: "photo.avif", bytes: damage.asHeic },
  { name: "photo-cut.jpg", finds: ["photo.truncated"], from: "photo.jpg", bytes: damage.cutTail(0.6) },
  { name: "photo-cut.png", finds: ["photo.truncated"], from: "photo.png", bytes: damage.cutTail(0.6) },
  { name: "photo-cut.webp", finds: ["photo.truncated"], from: "photo.webp", bytes: damage.cutTail(0.6) },
  { name: "photo-cut.gif", finds: ["photo.truncated"], from: "photo-moves.gif", bytes: damage.cutTail(0.5) },
  { name: "photo-cut.avif", finds: ["photo.truncated"], from: "photo.avif", bytes: damage.cutTail(0.6) },
];
