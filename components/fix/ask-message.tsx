import { guide } from "#components/posts/guide";
import type { Reader } from "#components/posts/reader";
import type { Failure } from "#lib/errors/failure";
import type { PostRow } from "#lib/posts/queries";

/** The buttons that turn to somebody else, because this reader cannot do it. */
export const asks = ["remind_creator", "ask_operator"] as const;
export type Ask = (typeof asks)[number];

export type Message = { title: string; description: string; subject: string; text: string };

const numbered = (steps: readonly string[]) => steps.map((step, index) => `${index + 1}. ${step}`).join("\n");

type Facts = {
  reader: Reader;
  failure: Failure;
  post: Pick<PostRow, "id" | "state" | "creator" | "dueAt" | "publishAt" | "failure" | "mode">;
  now: string;
  /** This app's own address, without a slash at the end. */
  origin: string;
};

/** A letter to whoever can help, ready to send: what is wrong, what to do, and where. */
export function messageFor(ask: Ask, facts: Facts): Message {
  const { reader, failure, post, now, origin } = facts;
  const audience = ask === "ask_operator" ? "app_owner" : "creator";
  const told = guide(reader, failure, post, now, { audience });
  const account = guide(reader, failure, post, now, { audience: "staff" });
  const name = post.creator?.displayName ?? "there";
  const about = `More about it: ${origin}${told.href}`;
  const bye = `Thank you\n${reader.workspaceName}`;
  switch (ask) {
    case "remind_creator":
      return {
        title: `Tell ${name} what to do`,
        description: "Only the owner of the account can do this, in TikTok's own app.",
        subject: account.headline,
        text: [`Hello ${name},`, `${told.headline}. ${told.summary}`, numbered(told.steps), about, bye].join(
          "\n\n",
        ),
      };
    case "ask_operator":
      return {
        title: "Ask the operator",
        description: "The person who runs this copy of Aircheck needs the details below.",
        subject: told.headline,
        text: [
          "Hello,",
          `${told.headline}. ${told.summary}`,
          `What can be done:\n${numbered(told.steps)}`,
          `The post: ${origin}/app/${reader.workspaceId}/posts/${post.id}`,
          about,
          `Details for support\n${told.support.copyText}`,
          bye,
        ].join("\n\n"),
      };
    default:
      return ask satisfies never;
  }
}
