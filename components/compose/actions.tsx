import type { RenderAction } from "#components/guidance/guidance-actions";
import { Button, buttonClass } from "#components/ui/button";
import type { ActionId } from "#lib/errors/row";
import { REPAIR_ID } from "./use-repairs";

/** What the buttons of a guidance card do on the compose screen. What is `undefined` has no button. */
type Deeds = {
  pickFile: () => void;
  sendToInbox: (() => void) | undefined;
  askAgain: () => void;
  pickLater: (() => void) | undefined;
  connectAgain: () => void;
  profileUrl: string | undefined;
};

const focus = (id: string) => () => {
  const control = document.getElementById(id);
  control?.scrollIntoView({ block: "center" });
  control?.focus();
};

/** Makes each action of a card work here. */
export function actionRenderer(deeds: Deeds): RenderAction {
  const presses: Partial<Record<ActionId, (() => void) | undefined>> = {
    replace_file: deeds.pickFile,
    convert_file: focus(REPAIR_ID),
    send_to_inbox: deeds.sendToInbox,
    retry_now: deeds.askAgain,
    start_again: deeds.askAgain,
    move_to_later: deeds.pickLater,
    reconnect: deeds.connectAgain,
    grant_missing: deeds.connectAgain,
    edit_caption: focus("compose-caption"),
    choose_privacy: focus("compose-privacy"),
    agree: focus("compose-consent"),
  };
  return ({ id, label }, look) => {
    if ((id === "open_tiktok" || id === "check_profile") && deeds.profileUrl) {
      return (
        <a
          href={deeds.profileUrl}
          target="_blank"
          rel="noreferrer"
          className={buttonClass({ variant: look })}
        >
          {label}
        </a>
      );
    }
    const press = presses[id];
    if (!press) return null;
    return (
      <Button variant={look} onClick={press}>
        {label}
      </Button>
    );
  };
}
