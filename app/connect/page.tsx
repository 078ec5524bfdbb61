import type { Metadata } from "next";
import { EndedPage } from "#components/shell/ended-page";

export const metadata: Metadata = { title: "Error: nothing was connected", robots: { index: false } };

/** The end of a visit to TikTok's page whose link this browser does not know. */
export default function ConnectEndedPage() {
  return (
    <EndedPage title="This was begun in another browser, or too long ago">
      <p>
        Nothing was connected. Open the link that you were sent once more, and finish in the same browser
        within a quarter of an hour.
      </p>
    </EndedPage>
  );
}
