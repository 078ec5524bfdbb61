"use client";

import { Check } from "lucide-react";
import { useEffect, useState } from "react";
import { Avatar } from "#components/ui/avatar";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Select } from "#components/ui/select";
import type { Compose } from "./use-compose";

/** Guideline 1a: the account that receives the post, by the nickname that TikTok shows, chosen before anything else. */
export function AccountField({ compose }: { compose: Compose }) {
  const { creators, creator, choose } = compose;
  return (
    <section aria-label="Account" className="flex flex-col gap-3">
      {creators.length > 1 ? (
        <Field custom label="Account">
          <Select
            id="compose-account"
            placeholder="Choose an account"
            value={creator?.id ?? null}
            onValueChange={choose}
            options={creators.map(({ id, displayName, handle }) => ({
              value: id,
              label: displayName,
              description: handle ? `@${handle}` : undefined,
            }))}
          />
        </Field>
      ) : null}
      {creator ? <AccountLine compose={compose} creator={creator} /> : null}
    </section>
  );
}

function AccountLine({ compose, creator }: { compose: Compose; creator: NonNullable<Compose["creator"]> }) {
  const { info, asking, askedAt, askAgain } = compose.asked;
  const nickname = info?.nickname ?? creator.displayName;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Avatar name={nickname} src={info?.avatarUrl ?? creator.avatarUrl} size="lg" />
      <div className="min-w-0 flex-1 basis-40">
        <p className="truncate text-section">{nickname}</p>
        <p className="flex flex-wrap items-center gap-x-2 text-label font-normal text-ink-2">
          {compose.handle === nickname ? null : <span className="truncate">{compose.handle}</span>}
          <span role="status">
            {asking ? "Checking with TikTok…" : info ? <Checked at={askedAt} /> : null}
          </span>
          {!asking && compose.stop ? (
            <a href="#compose-stop" className="link">
              Nothing can be sent now: see why
            </a>
          ) : null}
        </p>
      </div>
      {asking || !compose.needsInfo ? null : (
        <Button variant="ghost" size="sm" onClick={() => askAgain()}>
          Check again
        </Button>
      )}
    </div>
  );
}

/** When TikTok was asked; counts in minutes, because seconds would only be noise. */
function Checked({ at }: { at: number }) {
  const [now, setNow] = useState(at);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const minutes = Math.floor(Math.max(0, now - at) / 60_000);
  return (
    <span className="inline-flex items-center gap-1">
      <Check /> Checked {minutes === 0 ? "just now" : `${minutes} min ago`}
    </span>
  );
}
