import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { answerTus } from "#lib/storage/incoming";
import { incomingFolder } from "#lib/storage/locate";

/**
 * Takes bytes over real HTTP as the route does, without the gate in front: who may send is tested where the gate is.
 * `allow` says for each request whether there is such an upload.
 */
export async function receiverAt(folder: string, allow: (mediaId: string) => Promise<boolean>) {
  mkdirSync(incomingFolder(folder), { recursive: true });
  const server = createServer(async (request, response) => {
    const mediaId = (request.url ?? "").split("/").at(-1) ?? "";
    if (!(await allow(mediaId))) {
      response.writeHead(404).end();
      return;
    }
    const { method = "", headers } = request;
    const body = method === "PATCH" ? (Readable.toWeb(request) as NodeReadableStream<Uint8Array>) : null;
    const init = { method, headers: headers as Record<string, string>, body, duplex: "half" } as RequestInit;
    const answer = await answerTus(folder, mediaId, new Request(`http://here${request.url}`, init));
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

const TUS = { "tus-resumable": "1.0.0" };

/** How far the receiver says a file is, in bytes; the status where it says nothing. */
export async function offsetAt(address: string): Promise<number | { status: number }> {
  const answer = await fetch(address, { method: "HEAD", headers: TUS });
  const offset = answer.headers.get("upload-offset");
  return offset === null ? { status: answer.status } : Number(offset);
}

/** Sends bytes from an offset on. `length`: what is announced, where it differs. */
export async function sendFrom(address: string, offset: number, body: BodyInit): Promise<Response> {
  const headers = {
    ...TUS,
    "content-type": "application/offset+octet-stream",
    "upload-offset": String(offset),
  };
  return fetch(address, { method: "PATCH", headers, body, duplex: "half" } as RequestInit);
}
