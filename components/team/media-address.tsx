"use client";

import { Check, CircleAlert, CircleHelp } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { CopyButton } from "#components/ui/copy-button";
import type { AddressCheck, Proof } from "#lib/tiktok/check-address";
import { checkMediaAddressAction } from "#lib/workspaces/actions";
import type { AddressView } from "#lib/workspaces/loaders";
import { attempt, nothingRefused, RefusedText } from "./refused";

const SETTING = "font-mono text-meta";

/** How the operator proves to TikTok that the address of photos is theirs, and whether the proof can be seen. */
export function MediaAddress({ workspaceId, address }: { workspaceId: string; address: AddressView }) {
  return (
    <section
      aria-labelledby="media-address"
      className="mt-10 flex max-w-2xl flex-col gap-4 border-t border-line pt-8"
    >
      <h2 id="media-address" className="text-section">
        Media address
      </h2>
      <p className="max-w-measure text-body text-ink-2">
        TikTok fetches photos from a web address of yours, and only from one that you have proved to own.
        Videos work without it.
      </p>
      {address.kind === "none" ? (
        <p className="max-w-measure text-body">
          None is set up, so photos can't be posted. Set <code className={SETTING}>MEDIA_URL</code> to the
          public https address of this app, and start it again.
        </p>
      ) : (
        <Line label="Enter this under URL properties in TikTok's developer portal" value={address.prefix} />
      )}
      {address.kind === "unsigned" ? (
        <p className="max-w-measure text-body">
          TikTok's portal then shows a signature. Set <code className={SETTING}>MEDIA_URL_SIGNATURE</code> to
          its letters and digits and start the app again: it serves the file that TikTok looks for.
        </p>
      ) : null}
      {address.kind === "signed" ? <Proofs workspaceId={workspaceId} address={address} /> : null}
    </section>
  );
}

type Signed = Extract<AddressView, { kind: "signed" }>;

function Proofs({ workspaceId, address }: { workspaceId: string; address: Signed }) {
  const [check, setCheck] = useState<AddressCheck | null>(null);
  const [pending, setPending] = useState(false);
  const [refused, setRefused] = useState(nothingRefused);
  const look = async () => {
    setPending(true);
    setRefused(nothingRefused);
    const answer = await attempt(() => checkMediaAddressAction({ workspaceId }));
    setPending(false);
    if (answer.ok) setCheck(answer.value);
    else setRefused(answer.refused);
  };
  return (
    <>
      <p className="max-w-measure text-body">One of these two proofs is enough.</p>
      <Line
        label="For the address alone: this app serves the file"
        value={address.fileUrl}
        proof={check?.file}
      />
      <Line
        label={`For the whole domain: a TXT record of ${address.domain} that says`}
        value={address.text}
        proof={check?.record}
      />
      <RefusedText refused={refused} />
      <Button variant="secondary" className="self-start" pending={pending} onClick={look}>
        Check both
      </Button>
      <p role="status" className="text-body text-ink-2">
        {check ? verdictOf(check) : null}
      </p>
    </>
  );
}

const verdictOf = ({ file, record }: AddressCheck): string =>
  file === "found" || record === "found"
    ? "TikTok can see that the address is yours. Press Verify in its portal, if you have not yet."
    : "TikTok can't see yet that the address is yours. A new record may take an hour to be seen.";

const PROOF: Record<Proof, string> = {
  found: "Seen",
  missing: "Not there",
  other: "Something else is there",
  unreachable: "Can't be reached from here",
};

function Line({ label, value, proof }: { label: string; value: string; proof?: Proof }) {
  return (
    <div className="flex flex-col gap-1">
      <p className="text-label">{label}</p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 rounded-sm bg-sunken px-2 py-1 font-mono text-meta break-all">{value}</code>
        <CopyButton value={value} label="Copy" copiedLabel="Copied" />
        {proof ? <Seen proof={proof} /> : null}
      </div>
    </div>
  );
}

function Seen({ proof }: { proof: Proof }) {
  const Icon = proof === "found" ? Check : proof === "unreachable" ? CircleHelp : CircleAlert;
  return (
    <span className="flex items-center gap-1.5 text-body">
      <Icon aria-hidden className={proof === "found" ? "text-live-text" : "text-wait-text"} /> {PROOF[proof]}
    </span>
  );
}
