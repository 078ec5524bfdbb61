import type { Meter } from "./times";

/** "4 of about 15": what goes out, of what TikTok takes in 24 hours. */
export const meterText = ({ planned, cap, learned }: Meter): string =>
  `${planned} of ${learned ? "" : "about "}${cap}`;

/** Whether one more post would be one too many. */
export const isFull = ({ planned, cap }: Meter): boolean => planned >= cap;
