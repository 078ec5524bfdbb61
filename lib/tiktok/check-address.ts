import { resolveTxt } from "node:dns/promises";
import { MEDIA_PATH, signatureFile, signatureText } from "./media-address";

/** `other`: something is there, and it is not the signature. */
export type Proof = "found" | "missing" | "other" | "unreachable";

/** What proves to TikTok that an address is ours: either of the two is enough. */
export type AddressCheck = { file: Proof; record: Proof };

/** Where the proofs of an address are looked for. `prefix` is what is entered in TikTok's portal. */
export function proofsOf(base: string, signature: string) {
  return {
    prefix: `${base}${MEDIA_PATH}/`,
    fileUrl: `${base}${MEDIA_PATH}/${signatureFile(signature)?.name ?? ""}`,
    domain: new URL(base).hostname,
    text: signatureText(signature),
  };
}

const PATIENCE_MS = 8_000;

/**
 * Looks for both proofs as TikTok does: the file at its address from outside, without following a redirect, and the
 * domain's TXT records.
 * @see https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide
 * @param lookUp answers a domain's TXT records, each in its pieces
 */
export async function checkAddress(
  base: string,
  signature: string,
  lookUp: (domain: string) => Promise<string[][]> = resolveTxt,
): Promise<AddressCheck> {
  const { fileUrl, domain, text } = proofsOf(base, signature);
  const [file, record] = await Promise.all([checkFile(fileUrl, text), checkRecord(domain, text, lookUp)]);
  return { file, record };
}

async function checkFile(url: string, text: string): Promise<Proof> {
  try {
    const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.status === 404) return "missing";
    if (answer.status !== 200) return "other";
    return (await answer.text()).trim() === text ? "found" : "other";
  } catch {
    // No such host, no answer in time, a certificate that nobody trusts: from outside it is all the same.
    return "unreachable";
  }
}

async function checkRecord(
  domain: string,
  text: string,
  lookUp: (domain: string) => Promise<string[][]>,
): Promise<Proof> {
  try {
    const records = (await lookUp(domain)).map((pieces) => pieces.join(""));
    if (records.includes(text)) return "found";
    return records.some((record) => record.startsWith(signatureText(""))) ? "other" : "missing";
  } catch (problem) {
    const code = problem instanceof Error && "code" in problem ? problem.code : undefined;
    return code === "ENODATA" || code === "ENOTFOUND" ? "missing" : "unreachable";
  }
}
