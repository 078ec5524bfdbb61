import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { missingLabel, PermissionResult } from "#components/connections/permission-result";
import { PublicShell } from "#components/shell/public-shell";
import { RememberTimeZone } from "#components/sign-in/remember-time-zone";
import { TikTokButton } from "#components/sign-in/tiktok-button";
import { buttonClass } from "#components/ui/button";
import { loadOwnGrant } from "#lib/auth/loaders";
import { localPath } from "#lib/auth/local-path";
import { requirePerson } from "#lib/auth/session";
import { checkPermissions } from "#lib/creators/features";

export const metadata: Metadata = { title: "What TikTok allowed" };

type Props = { searchParams: Promise<{ next?: string | string[] }> };

/** After every sign-in with TikTok: what was switched on there, permission by permission, before anything else happens. */
export default async function CheckPage({ searchParams }: Props) {
  const next = localPath([(await searchParams).next].flat()[0]) ?? "/app";
  const person = await requirePerson(`/sign-in/check?next=${encodeURIComponent(next)}`);
  const own = await loadOwnGrant(person);
  // Staff sign in by mail: there is nothing of theirs to check.
  if (!own) redirect(next);
  const check = checkPermissions(own.requested, own.granted);
  const complete = check.missing.length === 0;
  return (
    <PublicShell>
      <RememberTimeZone />
      <div className="mx-auto max-w-2xl">
        <PermissionResult
          level={1}
          check={check}
          name={own.handle ? `@${own.handle}` : own.displayName || "Your TikTok account"}
          repair={
            <TikTokButton callbackUrl={next} size="touch">
              {missingLabel(check)}
            </TikTokButton>
          }
          onward={(label) => (
            <Link
              href={next}
              prefetch={false}
              className={complete ? buttonClass({ size: "touch" }) : "link font-medium"}
            >
              {label}
            </Link>
          )}
        />
      </div>
    </PublicShell>
  );
}
