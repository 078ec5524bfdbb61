import "@fontsource-variable/bricolage-grotesque/wght.css";
import "@fontsource-variable/hanken-grotesk/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "#components/shell/providers";
import { SkipLink } from "#components/shell/skip-link";
import { themeCookie, themeFrom } from "#components/shell/theme";

export const metadata: Metadata = {
  title: { template: "%s · Aircheck", default: "Aircheck" },
  description: "Publishes to TikTok and tells you what to do when TikTok says no.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#faf9f7" },
    { media: "(prefers-color-scheme: dark)", color: "#0f1115" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeFrom((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme}>
      <body>
        <SkipLink />
        <div id="app">
          <Providers>{children}</Providers>
        </div>
      </body>
    </html>
  );
}
