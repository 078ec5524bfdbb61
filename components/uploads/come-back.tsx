import { dropWay, keptWay } from "./kept-ways";
import { noteWay } from "./way-to-file";

/** `asks`: its person has to allow it, which takes a press. `unknown`: there is no way to it, or never was. */
export type Return =
  | { kind: "file"; file: File }
  | { kind: "asks" }
  | { kind: "denied" }
  | { kind: "gone" }
  | { kind: "unknown" };

const READ = { mode: "read" } as const;

/**
 * Comes to the file of an upload from before a reload again, where this browser kept the way to it.
 * @param pressed its person has just asked for it: then the browser may ask them
 */
export async function comeBack(uploadId: string, pressed: boolean): Promise<Return> {
  const way = await keptWay(uploadId);
  if (!way?.queryPermission) return { kind: "unknown" };
  try {
    const asking = pressed ? way.requestPermission?.(READ) : way.queryPermission(READ);
    const allowed = await asking;
    if (allowed === "prompt") return { kind: "asks" };
    if (allowed !== "granted") return { kind: "denied" };
    const file = await way.getFile();
    noteWay(file, way);
    return { kind: "file", file };
  } catch {
    // Moved, renamed, deleted, or on a disk that was taken out.
    await dropWay(uploadId);
    return { kind: "gone" };
  }
}
