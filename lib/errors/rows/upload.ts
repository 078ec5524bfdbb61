import type { Row } from "../row";

/** A file on its way from the browser to us. */
export const uploadRows = {
  "storage.quota": {
    aliases: ["quota reached", "workspace storage used up"],
    wire: [],
    fixer: "author",
    retry: "by_person",
    scope: "app",
    title: "This workspace has no room for {size} more",
    summary: "It stores {used} of the {quota} that it may, uploads that are under way counted.",
    why: "The operator of this copy of Aircheck has set how much each workspace may store.",
    keeps: "What was saved before is safe. The file is still on your device.",
    live: "nothing",
    next: "We won't retry by ourselves: add the file again once there is room.",
    steps: {
      creator: ["Delete files that no post needs any more, or ask the operator for more room."],
      staff: ["Delete files that no post needs any more, or ask the operator for more room."],
      app_owner: [
        "Delete files that no post needs any more, or let workspaces store more in the settings.",
        "Add the file again afterwards.",
      ],
    },
    actions: { creator: ["ask_operator"], staff: ["ask_operator"], app_owner: ["check_setup"] },
    source: null,
    official: false,
    related: ["storage.full"],
    sample: { size: "1.2 GB", used: "19.4 GB", quota: "20 GB" },
  },
  "media.altered": {
    aliases: ["upload checksum mismatch"],
    wire: [],
    fixer: "author",
    retry: "by_person",
    scope: "post",
    title: "What arrived is not the file you chose",
    summary: "We compared {file} with what your browser read, and they differ. We did not keep it.",
    why: "The file was changed while it was being uploaded, another one was chosen to go on, or it was damaged on the way.",
    keeps: "What you wrote is kept, and so is the file on your device.",
    live: "nothing",
    next: "Nothing was sent to TikTok.",
    steps: ["Wait until nothing writes to the file any more.", "Choose it again: it is sent from the start."],
    actions: ["replace_file"],
    source: null,
    official: false,
    related: ["media.upload_interrupted", "media.changed"],
  },
} as const satisfies Record<string, Row>;
