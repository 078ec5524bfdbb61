import type { ActionId, For } from "./row";

/** What each button says: verb and object, to each reader. `{…}` are the ambient placeholders. */
export const remedies = {
  reconnect: { creator: "Reconnect TikTok", staff: "I can sign in to this account" },
  send_reconnect_link: "Send {creator} a reconnect link",
  grant_missing: "Turn on the missing permission",
  remind_creator: { creator: "See what to do in TikTok", staff: "Tell {creator} what to do" },
  edit_caption: "Edit caption",
  edit_post: "Review post",
  replace_file: "Replace file",
  choose_privacy: "Choose who can watch",
  agree: "Read and agree",
  send_to_inbox: { creator: "Send to my TikTok inbox instead", staff: "Send to the TikTok inbox instead" },
  retry_now: "Try again now",
  stop_retrying: "Stop retrying",
  move_to_later: "Move to another time",
  open_tiktok: "Open TikTok",
  check_profile: { creator: "Check my profile on TikTok", staff: "Check the profile on TikTok" },
  mark_as_posted: "It's there: mark as posted",
  send_again: "It isn't there: send again",
  start_again: "Start again",
  ask_operator: "Ask the operator",
  check_setup: "Check the setup",
  copy_details: "Copy details for support",
  disconnect: "Disconnect the account",
  open_queue: "Open the queue",
  none: "",
} as const satisfies Record<ActionId, For<string>>;
