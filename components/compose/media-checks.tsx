import { Check, CircleAlert, Info } from "lucide-react";
import { CodeLink } from "#components/guidance/code-link";
import { cn } from "#components/ui/cn";
import { Disclosure } from "#components/ui/disclosure";
import { Table, Td, Th } from "#components/ui/table";
import { evidenceRow } from "#lib/errors/measure";
import { adviceText, basisText, fixText } from "#lib/media/explain";
import type { Finding } from "#lib/media/finding";
import { type MeasuredPhoto, photoChecks, photoFindings } from "#lib/media/photo-rules";
import { adviceOn, checksOf, type MeasuredFile, type MediaLimits } from "#lib/media/rules";

/** `of`: what is checked, in words that tell it from whatever else is checked on the same page. */
type Named = { of: string };

/** What was found in a video beside what TikTok accepts: what it would refuse first, then advice, then what is fine. */
export function MediaChecks({ of, file, limits }: Named & { file: MeasuredFile; limits: MediaLimits }) {
  return <Checks of={of} checks={checksOf(file, limits)} advice={adviceOn(file, limits)} />;
}

/** The same for the photos of a carousel, each named by its number. */
export function PhotoChecks({ of, files }: Named & { files: readonly MeasuredPhoto[] }) {
  const found = photoFindings(files);
  const tooMany = found.filter(({ code }) => code === "photo.too_many");
  const checks = [...tooMany, ...files.flatMap((file, index) => photoChecks(file, index + 1))];
  return <Checks of={of} checks={checks} advice={found.filter(({ severity }) => severity === "warns")} />;
}

type ChecksProps = Named & { checks: readonly Finding[]; advice: readonly Finding[] };

function Checks({ of, checks, advice }: ChecksProps) {
  const broken = checks.filter(({ ok }) => !ok);
  const kept = checks.filter(({ ok }) => ok);
  const hints = advice.length ? `, ${advice.length} ${advice.length === 1 ? "hint" : "hints"}` : "";
  return (
    <Disclosure
      key={broken.length ? "broken" : "kept"}
      open={broken.length > 0}
      summary={
        <span>
          {`${kept.length} of ${checks.length} checks passed`}
          <span className="font-normal text-ink-2">{hints}</span>
        </span>
      }
    >
      <Table caption={`Checks of ${of}`} captionHidden density="compact">
        <thead>
          <tr>
            {["Check", "Your file", "TikTok accepts", "Result"].map((name) => (
              <Th key={name} className="max-sm:px-2 max-sm:whitespace-normal">
                {name}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...broken, ...advice, ...kept].map((finding) => (
            <Row key={`${finding.code} ${finding.photo ?? 0}`} finding={finding} />
          ))}
        </tbody>
      </Table>
    </Disclosure>
  );
}

function Row({ finding }: { finding: Finding }) {
  const { label, measured, limit } = evidenceRow(finding);
  const { ok, severity } = finding;
  const isRefused = !ok && severity === "blocks";
  return (
    <>
      <tr>
        <Th scope="row" className="font-normal text-ink-2 max-sm:px-2">
          {label}
        </Th>
        <Td className={cn("max-sm:px-2", isRefused && "font-semibold text-stop-text")}>{measured}</Td>
        <Td className="text-ink-2 max-sm:px-2">{ok || isRefused ? limit : <Better limit={limit} />}</Td>
        <Td className="max-sm:px-2">
          <Verdict ok={ok} isRefused={isRefused} />
        </Td>
      </tr>
      {ok ? null : (
        <tr>
          <td colSpan={4} className="px-4 pb-3 max-sm:px-2">
            <Remedy finding={finding} />
          </td>
        </tr>
      )}
    </>
  );
}

/** Nobody at TikTok asks for it, so the column's heading must not claim it. */
const Better = ({ limit }: { limit: string }) => <>Takes it. Better: {limit}</>;

function Verdict({ ok, isRefused }: { ok: boolean; isRefused: boolean }) {
  if (ok) {
    return (
      <span className="flex gap-1.5">
        <Check aria-hidden className="mt-0.5 text-live-text" /> Fine
      </span>
    );
  }
  return (
    <span className={cn("flex gap-1.5", isRefused ? "font-semibold text-stop-text" : "text-wait-text")}>
      {isRefused ? <CircleAlert aria-hidden className="mt-0.5" /> : <Info aria-hidden className="mt-0.5" />}
      {isRefused ? "Refused" : "Hint"}
    </span>
  );
}

/** What is wrong or could be better, what helps, and what the rule rests on, with the page that says it. */
function Remedy({ finding }: { finding: Finding }) {
  const { code, basis, page, answer, severity } = finding;
  return (
    <div className="flex max-w-measure flex-col gap-0.5">
      <p>
        {severity === "warns" ? `${adviceText[finding.code]} ` : ""}
        {fixText[code]}
      </p>
      <p className="text-meta text-ink-2">
        {basisText[basis]}{" "}
        <a href={page} target="_blank" rel="noreferrer" className="underline underline-offset-2">
          {basis === "documented" ? "TikTok's page" : "What TikTok's page says"}
        </a>
      </p>
      {answer ? (
        <p className="text-meta text-ink-2">
          {severity === "blocks" ? "TikTok would answer" : "If TikTok refuses it, it answers"}{" "}
          <CodeLink code={answer} />
        </p>
      ) : null}
    </div>
  );
}
