import Link from "next/link";
import { buttonClass } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";

/** A post that is not in this workspace, whether it never was or is gone. */
export default function PostNotFound() {
  return (
    <>
      <PageHeader
        title="We can't find this post"
        description="It may have been removed, or it belongs to another workspace."
      />
      <Link href="/app" className={buttonClass({ variant: "secondary" })}>
        Go to Home
      </Link>
    </>
  );
}
