/** A video that has not shown a frame by then shows none, ms. */
const PATIENCE_MS = 10_000;
/** Drawn at twice the size at which they are seen, px. */
const HEIGHT = 160;

/**
 * Draws frames of a video one after the other, as small pictures for an image's address.
 * @param times in seconds, ascending
 * @param onFrame called with each one's place in `times`
 * @returns when all are drawn, the browser can't show the video, or `signal` says that nobody looks any more
 */
export async function drawFrames(
  url: string,
  times: readonly number[],
  onFrame: (place: number, picture: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.preload = "auto";
  const canvas = document.createElement("canvas");
  try {
    const opened = happens(video, "loadeddata", signal);
    video.src = url;
    await opened;
    if (video.videoWidth === 0) return;
    canvas.height = HEIGHT;
    canvas.width = Math.max(1, Math.round((HEIGHT * video.videoWidth) / video.videoHeight));
    for (const [place, time] of times.entries()) {
      const there = happens(video, "seeked", signal);
      // A hair into the frame: exactly on the border the browser may show the one before.
      video.currentTime = time + 0.001;
      await there;
      canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
      onFrame(place, canvas.toDataURL("image/jpeg", 0.7));
    }
  } catch {
    // What is drawn so far stays; the slider and the preview work without the rest.
  } finally {
    // Lets the connection go.
    video.removeAttribute("src");
    video.load();
  }
}

function happens(video: HTMLVideoElement, name: "loadeddata" | "seeked", signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const ending = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
    if (ending.aborted) return reject(ending.reason);
    ending.addEventListener("abort", () => reject(ending.reason), { once: true });
    video.addEventListener(name, () => resolve(), { once: true, signal: ending });
    video.addEventListener("error", () => reject(new Error("The video can't be shown.")), {
      once: true,
      signal: ending,
    });
  });
}
