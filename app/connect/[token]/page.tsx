import type { Metadata } from "next";
import { LinkPage } from "#components/connections/link-page";
import { problemFrom } from "#components/sign-in/problem";
import { carriedSupport } from "#lib/auth/carry-refusal";
import { clock } from "#lib/auth/ground";
import { loadAskedScopes } from "#lib/auth/loaders";
import { loadConnectLink } from "#lib/creators/loaders";

type Props = {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** The kinds of links that still open something. */
const LIVING: ReadonlySet<string> = new Set(["open", "connected"]);

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const [{ token }, { problem }] = await Promise.all([params, searchParams]);
  const { kind } = await loadConnectLink(token);
  const ended = LIVING.has(kind) ? undefined : "Error: this link opens nothing";
  const title = ended ?? (problem ? "Error: nothing was connected" : "Connect TikTok");
  return { title, robots: { index: false } };
}

/** Where a connect link leads: one screen without sign-up. Nobody's session is made or changed here. */
export default async function ConnectLinkPage({ params, searchParams }: Props) {
  const [{ token }, query] = await Promise.all([params, searchParams]);
  const view = await loadConnectLink(token);
  const about = { handle: "", timeZone: "UTC", now: new Date(clock.now()).toISOString() };
  // A link that was for one account, or has connected one, knows which it asks for.
  const expected =
    view.kind === "connected"
      ? view.account
      : view.kind === "open"
        ? (view.expected ?? undefined)
        : undefined;
  const support = await carriedSupport([query.problem].flat()[0]);
  return (
    <LinkPage
      view={view}
      secret={token}
      asked={loadAskedScopes()}
      guidance={problemFrom(query, { audience: "creator" }, about, support, { expected })}
    />
  );
}
