import type { Evidence, EvidencePath } from "./failure";

const labels: Record<EvidencePath, string> = {
  frameRate: "Frame rate",
  pictureSize: "Picture size",
  duration: "Length",
  fileSize: "File size",
  container: "Format",
  codec: "Picture coding",
  sound: "Sound",
  colour: "Colour",
  playback: "Playback",
  photos: "Photos",
  caption: "Caption",
  privacy: "Who can watch",
  permission: "Permission",
  dailyPosts: "Posts in 24 hours",
  pendingDrafts: "Unfinished drafts",
};

/** Seconds as minutes and seconds: 42 is "0:42", 3600 is "1:00:00". */
export function lengthText(seconds: number): string {
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** Bytes in units of 1,000, as file managers show them: 5100000000 is "5.1 GB". */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ["kB", "MB", "GB", "TB"];
  const step = Math.min(Math.floor(Math.log10(bytes) / 3), units.length);
  const value = bytes / 1000 ** step;
  return `${value >= 100 ? Math.round(value) : Math.round(value * 10) / 10} ${units[step - 1]}`;
}

function measuredText({ path, measured }: Evidence): string {
  if (typeof measured === "string") return measured;
  switch (path) {
    case "frameRate":
      return `${Math.round(measured * 100) / 100} fps`;
    case "duration":
      return lengthText(measured);
    case "fileSize":
      return sizeText(measured);
    case "caption":
      return `${measured.toLocaleString("en-US")} characters`;
    default:
      return measured.toLocaleString("en-US");
  }
}

export type EvidenceRow = {
  readonly label: string;
  readonly measured: string;
  readonly limit: string;
  readonly ok: boolean;
};

/** One evidence row in words: "Frame rate", "15 fps", "23 to 60 fps"; a photo's begins with its number. */
export function evidenceRow(evidence: Evidence): EvidenceRow {
  const label = labels[evidence.path];
  return {
    label: evidence.photo ? `Photo ${evidence.photo}: ${label.toLowerCase()}` : label,
    measured: measuredText(evidence),
    limit: evidence.limit,
    ok: evidence.ok,
  };
}
