import type { Page } from "@playwright/test";

/** Makes the browser's own picker answer with this file, to which the browser knows a lasting way. */
export async function pickerGives(page: Page, path: string): Promise<void> {
  const input = await page.evaluateHandle(() => {
    const made = document.createElement("input");
    made.type = "file";
    return document.body.appendChild(made);
  });
  await input.setInputFiles(path);
  await input.evaluate(async (element) => {
    const [file] = element.files ?? [];
    const kept = await (await navigator.storage.getDirectory()).getFileHandle("big.mp4", { create: true });
    await file?.stream().pipeTo(await kept.createWritable());
    element.remove();
  });
}

/** What stands in for a person at the browser's dialogs: `asks` in the session is a permission that has to be asked for. */
export function standIn(): void {
  const folder = () => navigator.storage.getDirectory();
  Object.assign(window, {
    showOpenFilePicker: async () => [await (await folder()).getFileHandle("big.mp4")],
  });
  Object.assign(FileSystemHandle.prototype, {
    queryPermission: async () => (sessionStorage.getItem("asks") ? "prompt" : "granted"),
    requestPermission: async () => {
      sessionStorage.removeItem("asks");
      return navigator.userActivation.isActive ? "granted" : "denied";
    },
  });
}

/** How many ways to files the browser keeps. */
export const keptWays = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open("aircheck-uploads");
        opening.onsuccess = () => {
          const counting = opening.result.transaction("ways").objectStore("ways").count();
          counting.onsuccess = () => resolve(counting.result);
          opening.result.close();
        };
      }),
  );
