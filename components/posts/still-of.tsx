/** The width of a still, twice that of the largest frame that shows one, in px. */
const WIDTH = 128;
/** A video that has not shown a picture by then stays a dark frame, ms. */
const PATIENCE_MS = 8_000;
const MOST_KEPT = 300;
/** Just after the start: many videos begin with a black picture. Seconds. */
const MOMENT = 0.1;

const kept = new Map<string, Promise<string | null>>();
let line: Promise<unknown> = Promise.resolve();

/**
 * The first picture of a video as a small data address; null where the browser can't show the video. One video after
 * the other: each open one holds a connection, of which a browser has six for everything.
 */
export function stillOf(src: string, kind: "video" | "photo"): Promise<string | null> {
  const known = kept.get(src);
  if (known) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const still = line.then(() => (kind === "photo" ? drawPhoto(src) : draw(src))).catch(() => null);
  line = still;
  kept.set(src, still);
  return still;
}

async function drawPhoto(src: string): Promise<string | null> {
  const photo = new Image();
  photo.src = src;
  await photo.decode();
  return shrink(photo, photo.naturalWidth, photo.naturalHeight);
}

function shrink(picture: CanvasImageSource, width: number, height: number): string | null {
  if (width === 0) return null;
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = Math.round((WIDTH * height) / width);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", 0.8);
}

async function draw(src: string): Promise<string | null> {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.preload = "metadata";
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("The video shows no picture.")), PATIENCE_MS);
      video.onloadedmetadata = () => {
        video.currentTime = MOMENT;
      };
      video.onseeked = () => {
        clearTimeout(timer);
        resolve();
      };
      video.onerror = () => {
        clearTimeout(timer);
        reject(new Error("The video can't be shown."));
      };
      video.src = src;
    });
    return shrink(video, video.videoWidth, video.videoHeight);
  } finally {
    // Lets the connection go.
    video.removeAttribute("src");
    video.load();
  }
}
