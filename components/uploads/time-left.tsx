/** How long something still takes, in words that do not change with every second. */
export function timeLeftText(seconds: number | null): string {
  if (seconds === null) return "";
  if (seconds < 10) return "a few seconds left";
  if (seconds < 55) return "less than a minute left";
  const minutes = Math.round(seconds / 60);
  if (minutes <= 1) return "about a minute left";
  if (minutes < 60) return `about ${minutes} minutes left`;
  const hours = Math.round(minutes / 60);
  return hours === 1 ? "about an hour left" : `about ${hours} hours left`;
}

type Sample = { at: number; sent: number };
const WINDOW_MS = 15_000;
const LEAST_MS = 1_500;

/** Guesses how long the rest takes from how the last seconds went. */
export class Pace {
  private samples: Sample[] = [];

  /** After a pause the time before it says nothing. */
  forget(): void {
    this.samples = [];
  }

  /** @returns seconds, or null while it is too early to say */
  note(at: number, sent: number, total: number): number | null {
    this.samples = [...this.samples.filter((each) => at - each.at < WINDOW_MS), { at, sent }];
    const first = this.samples[0];
    if (!first || at - first.at < LEAST_MS || sent <= first.sent) return null;
    return ((total - sent) * (at - first.at)) / (sent - first.sent) / 1000;
  }
}
