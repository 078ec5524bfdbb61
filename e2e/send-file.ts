import type { APIRequestContext } from "@playwright/test";
import type { Product } from "./product";

const TUS = { "tus-resumable": "1.0.0" };

/** Opens an upload over HTTP, without a page. Returns its id. */
export async function openUpload(
  http: APIRequestContext,
  product: Product,
  workspaceId: string,
  file: { fileName: string; bytes: number },
): Promise<string> {
  const started = await http.post(`/api/w/${workspaceId}/uploads`, {
    headers: { origin: product.url },
    data: { ...file, checksum: null },
  });
  const answer = await started.json();
  if (answer.value?.kind !== "open") throw new Error(`The upload was not opened: ${JSON.stringify(answer)}`);
  return answer.value.upload.id;
}

/** Stores a file over HTTP, without a page. Returns the stored file's id. */
export async function sendFile(
  http: APIRequestContext,
  product: Product,
  workspaceId: string,
  file: { fileName: string; data: Buffer },
): Promise<string> {
  const { fileName, data } = file;
  const id = await openUpload(http, product, workspaceId, { fileName, bytes: data.length });
  const address = `/api/w/${workspaceId}/uploads/${id}`;
  const own = { origin: product.url };
  await http.patch(address, {
    headers: { ...own, ...TUS, "content-type": "application/offset+octet-stream", "upload-offset": "0" },
    data,
  });
  const finished = await http.post(`${address}/finish`, { headers: own, data: { checksum: null } });
  const answer = await finished.json();
  if (!answer.ok) throw new Error(`The file was not stored: ${JSON.stringify(answer)}`);
  return answer.value.id;
}
