import { rowOf } from "./catalog";
import type { Failure } from "./failure";
import { told } from "./row";

/**
 * May a person send the same post again after this failure? Not what TikTok has refused as spam, because it asks apps not
 * to (https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status), and not where the same would get
 * the same answer. Where no machine may repeat it but a person who knows better may, the row offers it.
 */
export function mayPersonRetry({ code, support }: Pick<Failure, "code" | "support">): boolean {
  if (code === "unknown" && support.rawCode?.startsWith("spam_risk")) return false;
  const row = rowOf(code);
  const offered = told(row.actions, "staff");
  return row.retry !== "never" || offered.includes("retry_now") || offered.includes("move_to_later");
}
