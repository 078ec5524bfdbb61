"use client";

import { RotateCw } from "lucide-react";
import { GuidanceCard } from "#components/guidance/guidance-card";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { Checkbox } from "#components/ui/checkbox";
import { ErrorSummary } from "#components/ui/error-summary";
import { Kbd } from "#components/ui/kbd";
import { Tooltip } from "#components/ui/tooltip";
import { declarationParts, EXACT, lacksPromotion } from "#lib/posts/rules";
import type { Compose } from "./use-compose";

/** The end of the form: what one agrees to, the agreement, the button. Or why nothing can be sent now. */
export function ConsentFooter({ compose }: { compose: Compose }) {
  const { stop, asked, content, needsInfo, summary } = compose;
  if (stop) {
    return (
      <div id="compose-stop" role="status" tabIndex={-1} className="flex flex-col items-start gap-3">
        <GuidanceCard guidance={stop.guidance} renderAction={compose.renderAction} className="w-full" />
        {stop.putAway ? (
          <Button variant="ghost" onClick={stop.putAway}>
            Back to the button
          </Button>
        ) : null}
      </div>
    );
  }
  if (content.mode === "direct" && needsInfo && (asked.unreachable || asked.problem)) {
    return (
      <Banner
        live
        tone="stop"
        icon={<RotateCw />}
        title="We couldn't ask TikTok about this account"
        actions={
          <Button variant="secondary" size="sm" onClick={() => asked.askAgain()}>
            Ask again
          </Button>
        }
      >
        {asked.problem?.kind === "signed_out"
          ? "You are signed out. Sign in again in another tab, then ask again here."
          : "Nothing can be sent before TikTok has answered. What you write is kept."}
      </Banner>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <ErrorSummary errors={summary} />
      <Declaration compose={compose} />
      <Checkbox
        id="compose-consent"
        label={`I agree to send ${compose.noun === "photos" ? "these photos" : `this ${compose.noun}`} to ${compose.handle} on TikTok`}
        checked={compose.hasAgreed}
        onCheckedChange={compose.agree}
      />
      <Send compose={compose} />
    </div>
  );
}

/** Guidelines 2-note and 4: TikTok's sentence, always in sight. */
function Declaration({ compose }: { compose: Compose }) {
  return (
    <p className="max-w-measure text-body text-ink-2">
      {declarationParts(compose.content).map(({ text, href }) =>
        href ? (
          <a key={text} href={href} target="_blank" rel="noreferrer" className="link">
            {text}
          </a>
        ) : (
          text
        ),
      )}
    </p>
  );
}

/** What the button does, told by its name. */
function outcomeOf({ content, handle, when }: Compose): string {
  const time = when.choice === "now" ? null : when.whenText;
  if (content.mode === "inbox") return `Send to ${handle}'s inbox ${time ? `on ${time}` : "now"}`;
  return time ? `Schedule for ${time}` : `Post now to ${handle}`;
}

function Send({ compose }: { compose: Compose }) {
  const { content, missing, publish, publishing } = compose;
  const [first] = missing;
  const button = (
    <Button
      size="touch"
      disabled={Boolean(first)}
      focusableWhenDisabled
      pending={publishing}
      onClick={publish}
      aria-describedby="compose-missing"
      className="max-sm:w-full"
    >
      {outcomeOf(compose)}
    </Button>
  );
  const incomplete = content.mode === "direct" && lacksPromotion(content);
  return (
    <div className="flex flex-col items-start gap-2 max-sm:items-stretch">
      {incomplete ? (
        <Tooltip content={EXACT.disclosureIncomplete} side="inline-end">
          {button}
        </Tooltip>
      ) : (
        button
      )}
      <p id="compose-missing" role="status" className="min-h-5 text-body text-ink-2">
        {publishing ? "Saving and handing over…" : (first?.message ?? null)}
      </p>
      <p className="text-label font-normal text-ink-2">
        {content.mode === "direct"
          ? "It may take a few minutes to appear on the profile after it posts."
          : "TikTok sends a notification to the app's inbox. The post is finished there, and it may take a few minutes to arrive."}
        <span className="ms-2 whitespace-nowrap pointer-coarse:hidden">
          <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd> {compose.when.choice === "now" ? "sends" : "schedules"}
        </span>
      </p>
    </div>
  );
}
