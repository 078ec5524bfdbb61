import { Info } from "lucide-react";
import Link from "next/link";
import { Banner } from "#components/ui/banner";

/** What TikTok allows an app that it has not reviewed, where it concerns every account. */
export function UnauditedNote() {
  return (
    <Banner tone="draft" icon={<Info />} title="TikTok has not reviewed this copy of Aircheck yet">
      Until then it takes posts only for accounts that are set to private, for at most 5 accounts in 24 hours.
      Sending drafts to the TikTok inbox works for every account.{" "}
      <Link href="/errors/unaudited_client_can_only_post_to_private_accounts" className="link">
        What this means
      </Link>
    </Banner>
  );
}
