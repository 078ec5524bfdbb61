import type { Metadata } from "next";

export const metadata: Metadata = { title: "Needs fixing" };

/** The list; its layout shows it. */
export default function FixPage() {
  return null;
}
