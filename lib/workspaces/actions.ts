"use server";
import { z } from "zod";
import { action } from "#lib/auth/action";
import { environment } from "#lib/env/read";
import { done, refuse } from "#lib/errors/result";
import { checkAddress } from "#lib/tiktok/check-address";
import { acceptInvitation } from "./accept-invitation";
import { changeRole } from "./change-role";
import { changeWorkspace } from "./change-workspace";
import { createWorkspace } from "./create-workspace";
import { invite } from "./invite";
import { leaveWorkspace, removeMember } from "./remove-member";
import { resendInvitation } from "./resend-invitation";
import { revokeInvitation } from "./revoke-invitation";
import {
  InvitationById,
  InvitationLink,
  MemberById,
  NewInvitation,
  NewRole,
  NewWorkspace,
  WorkspaceSettings,
} from "./schema";

export const createWorkspaceAction = action({
  input: NewWorkspace,
  needs: "workspace:create",
  run: ({ person, ...ground }, input) => createWorkspace(ground, person, input),
});
export const acceptInvitationAction = action({
  input: InvitationLink,
  needs: "invitation:accept",
  run: ({ person, ...ground }, input) => acceptInvitation(ground, person, input),
});

export const changeWorkspaceAction = action({
  input: WorkspaceSettings,
  needs: "workspace:change",
  run: changeWorkspace,
});
/** Looks from outside whether TikTok would take the media address for the operator's. */
export const checkMediaAddressAction = action({
  input: z.object({ workspaceId: z.string() }),
  needs: "app:operate",
  run: async () => {
    const { MEDIA_URL, MEDIA_URL_SIGNATURE } = environment();
    if (!MEDIA_URL || !MEDIA_URL_SIGNATURE) return refuse({ kind: "not_found" });
    return done(await checkAddress(MEDIA_URL, MEDIA_URL_SIGNATURE));
  },
});

export const leaveWorkspaceAction = action({
  input: z.object({ workspaceId: z.string() }),
  needs: "workspace:read",
  run: leaveWorkspace,
});

export const inviteAction = action({ input: NewInvitation, needs: "member:invite", run: invite });
export const resendInvitationAction = action({
  input: InvitationById,
  needs: "member:invite",
  run: resendInvitation,
});
export const revokeInvitationAction = action({
  input: InvitationById,
  needs: "member:invite",
  run: revokeInvitation,
});
export const changeRoleAction = action({ input: NewRole, needs: "member:change", run: changeRole });
export const removeMemberAction = action({ input: MemberById, needs: "member:change", run: removeMember });
