import { useCallback, useState } from "react";
import { notify } from "#components/ui/toast";
import { isPhoto } from "#lib/db/json";
import type { Failure } from "#lib/errors/failure";
import { unusableFailure } from "#lib/media/explain";
import { lookAtFile } from "./look-at-file";

/** A chosen file that is no photo anybody could send. */
export type TurnedAway = { id: string; fileName: string; failure: Failure };

/**
 * Looks at chosen photos in the browser, a few bytes of each, and lets on to `add` what is one: also what TikTok would
 * refuse, because that is converted after it has arrived. What is cut off, empty or no photo at all is not sent.
 */
export function usePhotoPreflight(add: (files: File[]) => void) {
  const [turnedAway, setTurnedAway] = useState<readonly TurnedAway[]>([]);
  const choose = useCallback(
    async (files: readonly File[]) => {
      const looks = await Promise.all(files.map(lookAtFile));
      const at = new Date().toISOString();
      const away: TurnedAway[] = [];
      const photos = files.filter((file, index) => {
        const look = looks[index];
        // What can't be read here is looked at on the server.
        if (look?.kind !== "looked") return true;
        const { measured } = look;
        if (measured.kind === "unusable") {
          const id = `${file.name} ${file.size} ${file.lastModified}`;
          away.push({ id, fileName: file.name, failure: unusableFailure(measured, at) });
          return false;
        }
        if (isPhoto(measured.facts)) return true;
        notify({ title: `${file.name} is a video. Choose Video above to post it.` });
        return false;
      });
      setTurnedAway(away);
      if (photos.length > 0) add(photos);
    },
    [add],
  );
  const putAway = useCallback(
    (id: string) => setTurnedAway((before) => before.filter((each) => each.id !== id)),
    [],
  );
  return { choose, turnedAway, putAway };
}
