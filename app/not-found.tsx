import type { Metadata } from "next";
import Link from "next/link";
import { CalmPage } from "#components/shell/calm-page";
import { buttonClass } from "#components/ui/button";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <CalmPage
      title="We can't find this page"
      actions={
        <Link href="/" className={buttonClass()}>
          Go to the start page
        </Link>
      }
    >
      <p>It may have been moved or deleted, or it belongs to a workspace that you aren't a member of.</p>
    </CalmPage>
  );
}
