import "server-only";
import { DrizzleAdapter } from "@auth/drizzle-adapter";
import type { NextAuthOptions } from "next-auth";
import type { Adapter, AdapterAccount } from "next-auth/adapters";
import EmailProvider from "next-auth/providers/email";
import type { Reach } from "#lib/creators/reach";
import { account, session, user, verificationToken } from "#lib/db/schema";
import { environment } from "#lib/env/read";
import { log } from "#lib/log/log";
import { sendMail } from "#lib/mail/send-mail";
import { type Outcome, tiktokProvider } from "./tiktok-provider";
import { hasTooManyLinks } from "./too-many-links";

const DAY_S = 24 * 60 * 60;

/** One request's part in the settings. `alone`: act as if nobody were signed in, so that no account is ever linked. */
export type AuthRequest = { verifier: string; outcome: Outcome; alone: boolean };

function adapter(reach: Reach, alone: boolean): Adapter {
  const tables = {
    usersTable: user,
    accountsTable: account,
    sessionsTable: session,
    verificationTokensTable: verificationToken,
  };
  const base = DrizzleAdapter(reach.db as never, tables as never) as Adapter;
  return {
    ...base,
    // The grant table is the one home of TikTok's tokens; this one only says who signs in as whom.
    linkAccount: ({ userId, type, provider, providerAccountId }: AdapterAccount) =>
      base.linkAccount?.({ userId, type, provider, providerAccountId } as AdapterAccount),
    // With a session at hand next-auth would link the TikTok profile to whoever is signed in: staff would become creators.
    getSessionAndUser: async (token) => (alone ? null : ((await base.getSessionAndUser?.(token)) ?? null)),
  };
}

/** next-auth's settings for one request. */
export function authOptions(reach: Reach, request: AuthRequest): NextAuthOptions {
  const settings = environment();
  return {
    secret: settings.AUTH_SECRET,
    adapter: adapter(reach, request.alone),
    session: { strategy: "database", maxAge: 30 * DAY_S, updateAge: DAY_S },
    pages: { signIn: "/sign-in", error: "/sign-in", verifyRequest: "/sign-in/mail-sent" },
    providers: [
      tiktokProvider(reach, request.verifier, request.outcome),
      EmailProvider({
        from: settings.MAIL_FROM,
        maxAge: 30 * 60,
        server: {},
        sendVerificationRequest: ({ identifier, url }) =>
          sendMail(settings, {
            to: identifier,
            subject: "Your Aircheck sign-in link",
            text: `Open this link to sign in to Aircheck. It works once, within 30 minutes.\n\n${url}\n\nIf you did not ask for it, you can ignore this mail.`,
          }),
      }),
    ],
    callbacks: {
      // Anybody can ask for links to any address: nobody's mailbox is filled with them.
      signIn: async ({ account: asked, email }) =>
        email?.verificationRequest &&
        (await hasTooManyLinks(reach.db, asked?.providerAccountId ?? "", Date.now()))
          ? `${settings.APP_URL}/sign-in?error=TooManyLinks`
          : true,
      session: ({ session: current, user: person }) => ({
        ...current,
        user: { ...current.user, id: person.id },
      }),
      redirect: ({ url, baseUrl }) => {
        const target = new URL(url, baseUrl);
        return target.origin === new URL(baseUrl).origin ? target.toString() : baseUrl;
      },
    },
    logger: {
      error: (code) => log.warn({ code }, "sign-in ended"),
      warn: (code) => log.info({ code }, "sign-in"),
      debug: () => {},
    },
  };
}
