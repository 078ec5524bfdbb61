import "server-only";
import { cache } from "react";
import { ground } from "#lib/auth/ground";
import { currentPerson } from "#lib/auth/session";
import { environment } from "#lib/env/read";
import { proofsOf } from "#lib/tiktok/check-address";
import { type InvitationView, readInvitation } from "./read-invitation";

/** What the page behind an invitation's link shows to whoever is signed in here, or to nobody. */
export const loadInvitation = cache(
  async (secret: string): Promise<InvitationView> =>
    readInvitation(await ground(), secret, await currentPerson()),
);

/** What is known of the address from which TikTok fetches files. `signed`: the installation has TikTok's signature too. */
export type AddressView =
  | { kind: "none" }
  | { kind: "unsigned"; prefix: string }
  | { kind: "signed"; prefix: string; fileUrl: string; domain: string; text: string };

/** For the operator, who sets it in the environment and proves it in TikTok's portal. */
export function readMediaAddress(): AddressView {
  const { MEDIA_URL: base, MEDIA_URL_SIGNATURE: signature } = environment();
  if (!base) return { kind: "none" };
  const proofs = proofsOf(base, signature);
  return signature ? { kind: "signed", ...proofs } : { kind: "unsigned", prefix: proofs.prefix };
}
