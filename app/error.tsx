"use client";

import Link from "next/link";
import { CalmPage } from "#components/shell/calm-page";
import { Button, buttonClass } from "#components/ui/button";

/** Loads the whole page anew rather than resetting the boundary: what broke was most often rendered on the server. */
export default function PageError({ error }: { error: Error & { digest?: string } }) {
  return (
    <CalmPage
      documentTitle="Error: this page didn't load · Aircheck"
      title="This page didn't load"
      reference={error.digest}
      actions={
        <>
          <Button onClick={() => location.reload()}>Load it again</Button>
          <Link href="/" className={buttonClass({ variant: "secondary" })}>
            Go to the start page
          </Link>
        </>
      }
    >
      <p>
        The problem is on our side. Whatever was saved is still saved, and posts that are on their way to
        TikTok carry on without this page.
      </p>
    </CalmPage>
  );
}
