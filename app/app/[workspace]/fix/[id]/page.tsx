import type { Metadata } from "next";

export const metadata: Metadata = { title: "Needs fixing" };

/** One item of the list; its layout shows it. */
export default function FixItemPage() {
  return null;
}
