import type { Problem, Result } from "#lib/errors/result";

/** What stands beside a form that was refused: below its fields, or below all of it. */
export type Refused = { fields: Record<string, string>; text: string | null };

export const nothingRefused: Refused = { fields: {}, text: null };

const UNREACHABLE = "We can't reach Aircheck's own server. Check your connection, then try again.";

/**
 * Asks the server to do something, and puts a "no" into words. A lost answer counts as one: nobody knows whether it was
 * done, so the page says so.
 */
export async function attempt<Value>(
  work: () => Promise<Result<Value>>,
): Promise<{ ok: true; value: Value } | { ok: false; refused: Refused; problem: Problem | null }> {
  const result = await work().catch(() => undefined);
  if (!result) return { ok: false, problem: null, refused: { fields: {}, text: UNREACHABLE } };
  if (result.ok) return result;
  const { problem } = result;
  return {
    ok: false,
    problem,
    refused:
      problem.kind === "input" ? { fields: problem.fields, text: null } : { fields: {}, text: say(problem) },
  };
}

function say(problem: Problem): string {
  switch (problem.kind) {
    case "signed_out":
      return "You were signed out meanwhile. Load the page again to sign in.";
    case "not_allowed":
      return "Your role here can't do this. Ask an owner of the workspace.";
    case "not_found":
      return "This isn't here any more. Load the page again.";
    case "changed":
      return "Somebody else was first. Load the page again to see how it stands.";
    default:
      return "Nothing was changed. Load the page again, then try once more.";
  }
}

/** The sentence below a form. */
export function RefusedText({ refused, except = [] }: { refused: Refused; except?: readonly string[] }) {
  const others = Object.entries(refused.fields).filter(([name]) => !except.includes(name));
  const text = refused.text ?? others.map(([, words]) => words).join(". ");
  if (!text) return null;
  return (
    <p role="alert" className="mt-3 max-w-measure text-body text-stop-text">
      {text}
      {/[.!?]$/.test(text) ? "" : "."}
    </p>
  );
}
