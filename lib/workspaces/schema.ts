import { z } from "zod";
import { isTimeZone } from "#lib/clock/wall-time";
import { ROLES } from "./roles";

export const Id = z.string().min(1).max(64);

/** A name that stands in mails and headings: one line. */
export const OneLine = z
  .string()
  .trim()
  .min(1, "Give it a name")
  .max(80, "Use 80 characters at most")
  .regex(/^\P{Cc}*$/u, "Use one line of text");

/** As addresses are compared everywhere: without spaces around, in lower case. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "This address is too long")
  .pipe(z.email("Enter an e-mail address, such as name@example.com"));

export const TimeZone = z.string().max(64).refine(isTimeZone, "Choose a time zone from the list");

export const NewWorkspace = z.object({ name: OneLine, timeZone: TimeZone });

export const WorkspaceSettings = NewWorkspace.extend({
  latenessLimitMinutes: z
    .number("Enter a number of minutes")
    .int("Enter whole minutes")
    .min(1, "A post needs a minute at least")
    .max(24 * 60, "A day is the most"),
});

export const NewInvitation = z.object({ email: Email, role: z.enum(ROLES) });
export const InvitationById = z.object({ invitationId: Id });
export const InvitationLink = z.object({ secret: z.string().min(1).max(128) });
export const MemberById = z.object({ userId: Id });
export const NewRole = MemberById.extend({ role: z.enum(ROLES) });
