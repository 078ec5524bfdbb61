import { Check, CircleAlert, Info } from "lucide-react";
import { Disclosure } from "#components/ui/disclosure";
import { evidenceRow } from "#lib/errors/measure";
import { adviceText } from "#lib/media/explain";
import { adviceOn, checksOf } from "#lib/media/rules";
import type { VideoView } from "#lib/media/view";

/** What was found in the file beside what TikTok needs, and what would serve the post better. */
export function MediaChecks({ file, maxSeconds }: { file: VideoView; maxSeconds: number | null }) {
  const checks = checksOf(file, { maxSeconds }).map((check) => ({ code: check.code, ...evidenceRow(check) }));
  const advice = adviceOn(file, { maxSeconds });
  const kept = checks.filter(({ ok }) => ok).length;
  return (
    <div className="flex flex-col gap-2">
      <Disclosure
        key={kept === checks.length ? "kept" : "broken"}
        open={kept < checks.length}
        summary={`${kept} of ${checks.length} checks passed`}
      >
        <table className="w-full text-start text-body">
          <thead className="text-meta text-ink-2">
            <tr>
              <th className="py-1 pe-3 text-start font-medium">Check</th>
              <th className="py-1 pe-3 text-start font-medium">Your file</th>
              <th className="py-1 text-start font-medium">TikTok takes</th>
            </tr>
          </thead>
          <tbody>
            {checks.map(({ code, label, measured, limit, ok }) => (
              <tr key={code} className="border-t border-line align-top">
                <th scope="row" className="py-1.5 pe-3 text-start font-normal text-ink-2">
                  {label}
                </th>
                <td className="py-1.5 pe-3">
                  <span className={ok ? "flex gap-1.5" : "flex gap-1.5 font-semibold text-stop-text"}>
                    {ok ? (
                      <Check aria-label="Fine:" className="mt-0.5" />
                    ) : (
                      <CircleAlert aria-label="Not fine:" className="mt-0.5" />
                    )}
                    <span className="min-w-0">{measured}</span>
                  </span>
                </td>
                <td className="py-1.5 text-ink-2">{limit}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Disclosure>
      {advice.length ? (
        <ul aria-label="Advice" className="flex flex-col gap-1">
          {advice.map(({ code }) => (
            <li key={code} className="flex items-start gap-2 text-body text-ink-2">
              <Info className="mt-0.5 text-wait-text" />
              {adviceText[code]}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
