"use server";
import { z } from "zod";
import { action } from "#lib/auth/action";
import { connectRedirect } from "#lib/auth/connect-redirect";
import { disconnect } from "./disconnect";
import { startConnect } from "./start-connect";

const Id = z.string().min(1).max(64);

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
  run: disconnect,
});
