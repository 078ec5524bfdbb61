"use server";
import { z } from "zod";
import { action } from "#lib/auth/action";
import { connectRedirect } from "#lib/auth/connect-redirect";
import { stopPosts } from "#lib/posts/stop-posts";
import { Email, Id, OneLine } from "#lib/workspaces/schema";
import { disconnect } from "./disconnect";
import { endAccess } from "./end-access";
import { makeConnectLink, makeReconnectLink } from "./make-connect-link";
import { revokeConnectLink } from "./revoke-connect-link";
import { startConnect } from "./start-connect";

export const startConnectAction = action({
  input: z.object({
    creatorId: Id.nullable(),
    // A path of this app, never an address elsewhere.
    returnTo: z
      .string()
      .regex(/^\/(?![/\\])/)
      .max(500),
  }),
  needs: "creator:connect",
  run: (scope, input) => startConnect({ ...scope, redirectUri: connectRedirect() }, input),
});

export const disconnectAction = action({
  input: z.object({ creatorId: Id }),
  needs: "creator:disconnect",
  run: (scope, input) => disconnect({ ...scope, stopPosts }, input),
});

export const makeConnectLinkAction = action({
  input: z.object({ label: OneLine, email: Email.nullable() }),
  needs: "link:manage",
  run: makeConnectLink,
});
export const makeReconnectLinkAction = action({
  input: z.object({ creatorId: Id, email: Email.nullable() }),
  needs: "link:repair",
  run: makeReconnectLink,
});
export const revokeConnectLinkAction = action({
  input: z.object({ linkId: Id }),
  needs: "link:manage",
  run: revokeConnectLink,
});

export const endAccessAction = action({
  input: z.object({ holderId: Id }),
  needs: "access:end",
  run: ({ person, ...reach }, input) => endAccess({ ...reach, stopPosts }, person, input),
});
