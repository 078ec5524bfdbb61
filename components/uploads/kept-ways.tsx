import type { WayToFile } from "./way-to-file";

const STORE = "ways";

/** Runs one request on what this browser keeps; `null` where it keeps nothing, as in a private window. */
async function ask<T>(
  mode: IDBTransactionMode,
  request: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | null> {
  try {
    const database = await settled(opening());
    const result = await settled(request(database.transaction(STORE, mode).objectStore(STORE)));
    database.close();
    return result;
  } catch {
    return null;
  }
}

function opening(): IDBOpenDBRequest {
  const request = indexedDB.open("aircheck-uploads", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return request;
}

const settled = <T,>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Keeps the way to an upload's file over a reload. */
export const keepWay = (uploadId: string, way: WayToFile): Promise<unknown> =>
  ask("readwrite", (store) => store.put(way, uploadId));

export const keptWay = (uploadId: string): Promise<WayToFile | null> =>
  ask("readonly", (store) => store.get(uploadId) as IDBRequest<WayToFile | null>);

export const dropWay = (uploadId: string): Promise<unknown> =>
  ask("readwrite", (store) => store.delete(uploadId));

/** The uploads to whose files a way is kept. */
export const uploadsWithWays = async (): Promise<string[]> =>
  ((await ask("readonly", (store) => store.getAllKeys())) ?? []).map(String);
