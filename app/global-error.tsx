"use client";

import "@fontsource-variable/bricolage-grotesque/wght.css";
import "@fontsource-variable/hanken-grotesk/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "./globals.css";
import PageError from "./error";

/** Stands in for the whole document when even the layout could not be shown. */
export default function DocumentError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <div id="app">
          <PageError error={error} />
        </div>
      </body>
    </html>
  );
}
