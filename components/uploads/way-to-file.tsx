/**
 * A browser's lasting way to a file of its person, where it has one: it can be kept over a reload, and asks anew whether it
 * may be read. Not every browser has this, and none has it for every file; whoever asks here gets `null` then.
 * @see https://developer.mozilla.org/en-US/docs/Web/API/FileSystemFileHandle
 */
export type WayToFile = FileSystemFileHandle & {
  queryPermission?: (wish: { mode: "read" }) => Promise<PermissionState>;
  requestPermission?: (wish: { mode: "read" }) => Promise<PermissionState>;
};

const ways = new WeakMap<File, Promise<WayToFile | null>>();

/** Notes how a file was come to. It is asked for later, when the file has been looked at and its upload begins. */
export function noteWay(file: File, way: Promise<FileSystemHandle | null> | WayToFile): void {
  const settled = Promise.resolve(way).then((found) =>
    found?.kind === "file" ? (found as WayToFile) : null,
  );
  ways.set(
    file,
    settled.catch(() => null),
  );
}

export const wayTo = async (file: File): Promise<WayToFile | null> => (await ways.get(file)) ?? null;

type Dropped = DataTransferItem & { getAsFileSystemHandle?: () => Promise<FileSystemHandle | null> };

/** The files of a drop. A browser tells the ways to them only while the drop is being handled. */
export function filesOfDrop({ items, files }: DataTransfer): File[] {
  const dropped = [...items].filter(({ kind }) => kind === "file") as Dropped[];
  const found = dropped.flatMap((item) => {
    const file = item.getAsFile();
    if (file && item.getAsFileSystemHandle) noteWay(file, item.getAsFileSystemHandle());
    return file ?? [];
  });
  return found.length > 0 ? found : [...files];
}

type Picker = (wish: {
  multiple: boolean;
  types: { description: string; accept: Record<string, string[]> }[];
}) => Promise<WayToFile[]>;

export const picker = (): Picker | null =>
  (globalThis as { showOpenFilePicker?: Picker }).showOpenFilePicker?.bind(globalThis) ?? null;

/**
 * Asks for files by the browser's own picker, which tells the ways to them.
 * @param accept as of a file input: "video/*,.mkv"
 * @returns nothing when its person has changed their mind; `null` when it could not be asked
 */
export async function pickFiles(pick: Picker, accept: string, multiple: boolean): Promise<File[] | null> {
  const [kind = "*/*", ...endings] = accept.split(",");
  const description = kind === "video/*" ? "Videos" : "Photos";
  const types = [{ description, accept: { [kind]: endings } }];
  try {
    const found = await pick({ multiple, types });
    return await Promise.all(
      found.map(async (way) => {
        const file = await way.getFile();
        noteWay(file, way);
        return file;
      }),
    );
  } catch (problem) {
    return problem instanceof DOMException && problem.name === "AbortError" ? [] : null;
  }
}
