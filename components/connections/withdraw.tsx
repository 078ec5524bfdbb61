/** The two ways to take a permission back, told to the person who gave it or is about to. */
export function Withdraw({ workspaceName }: { workspaceName: string }) {
  return (
    <section aria-labelledby="withdraw">
      <h2 id="withdraw" className="text-section">
        Taking it back
      </h2>
      <ul className="mt-2 flex max-w-measure list-disc flex-col gap-1.5 ps-5 text-body marker:text-ink-3">
        <li>In the TikTok app: under Settings and privacy, Security and permissions, in the list of apps.</li>
        <li>
          Here: sign in with TikTok, open Connections, and end the access of {workspaceName}. Posts that wait
          for their time are stopped.
        </li>
      </ul>
    </section>
  );
}
