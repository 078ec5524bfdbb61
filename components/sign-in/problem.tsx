import type { About } from "#lib/errors/about";
import { type Code, isCode, rowOf } from "#lib/errors/catalog";
import type { Failure, Support } from "#lib/errors/failure";
import { type Guidance, tell, type Viewer } from "#lib/errors/guidance";
import { TOO_MANY_LINKS } from "./too-many-links";

/** Which rows an address may ask for: what can end a sign-in or a connection, and nothing else. */
function belongsHere(code: Code): boolean {
  const { channels } = rowOf(code);
  const ours = code.startsWith("connect.") || code.startsWith("tiktok.") || code === "unknown";
  return ours || channels.includes("authorize") || channels.includes("token");
}

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** What the page knows by itself, and need not take from the address. */
type Known = { expected?: string };

/** A handle or a code; anything else that an address carries is not repeated to people. */
const WORD = /^@?[\w.]{1,60}$/;

/**
 * The guidance for the code that an address carries as `?problem=`, or `undefined` for one that means nothing here.
 * Of the arguments only handles and codes may travel along; the others are told in general words.
 */
export function problemFrom(
  query: Query,
  viewer: Viewer,
  about: Pick<About, "handle" | "creatorName" | "timeZone" | "now">,
  support: Support = { at: about.now },
  known: Known = {},
): Guidance | undefined {
  const one = (name: string) => [query[name]].flat()[0] ?? "";
  const code = one("problem");
  if (!isCode(code) || !belongsHere(code)) return undefined;
  const word = (name: string) => (WORD.test(one(name)) ? one(name) : undefined);
  const args = {
    connected: word("connected") ?? "another account",
    expected: known.expected ?? word("expected") ?? "a different one",
    code: word("code") ?? word("rawCode") ?? "a new code",
  };
  const cause: Failure = { code, args, support };
  return tell(cause, viewer, about);
}

/** Something that is told in two sentences. */
export type Notice = { title: string; text: string };

const linkEnded: Notice = {
  title: "This sign-in link was used already or is too old",
  text: "A link works once, within 30 minutes. Ask for a new one below.",
};
const startAgain: Notice = {
  title: "Signing in did not finish",
  text: "Nothing was connected or changed. Start again, and finish in the same browser.",
};

/** The error codes of next-auth's own pages: https://next-auth.js.org/configuration/pages */
const notices: Readonly<Record<string, Notice>> = {
  Verification: linkEnded,
  EmailSignin: {
    title: "The sign-in mail could not be sent",
    text: "The mail server did not take it, or none is set up. Try again in a minute, or tell the operator of this copy of Aircheck.",
  },
  TooManyLinks: {
    title: "Several sign-in links are on their way already",
    text: TOO_MANY_LINKS,
  },
  AccessDenied: {
    title: "This address can't sign in here",
    text: "The operator of this copy of Aircheck decides who may.",
  },
  Configuration: {
    title: "Sign-in is not set up completely",
    text: "Tell the operator of this copy of Aircheck: its log says what is missing.",
  },
  SessionRequired: { title: "Sign in to see that page", text: "You get there right after signing in." },
  OAuthSignin: startAgain,
  OAuthCallback: startAgain,
  OAuthCreateAccount: startAgain,
  OAuthAccountNotLinked: startAgain,
  EmailCreateAccount: startAgain,
  Callback: startAgain,
  Default: startAgain,
};

/** next-auth's `?error=` in plain words; a value that it doesn't use is ignored. */
export const noticeFrom = (error: string | undefined): Notice | undefined =>
  error && Object.hasOwn(notices, error) ? notices[error] : undefined;
