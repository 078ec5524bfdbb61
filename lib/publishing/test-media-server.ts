import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { type MediaAddress, mediaAddress } from "#lib/tiktok/media-address";
import { type Asked, answerMedia } from "./answer-media";

type Ground = Parameters<typeof answerMedia>[0];
export type Answering = (asked: Asked) => Promise<Response>;
type Manner = {
  patienceMs?: number;
  /** 0, the default, takes any free one. */
  port?: number;
  /** Stands between TikTok and the answer: where a process that serves may die. */
  around?: (answer: Answering) => Answering;
};

/** Serves attempts' files over real HTTP, as the product's route does, on a port of its own. */
export async function startMediaServer(
  ground: Ground,
  { patienceMs = 2_000, port = 0, around = (answer) => answer }: Manner = {},
): Promise<{ url: string; address: MediaAddress; close(): Promise<void> }> {
  const answering = around((asked) => answerMedia(ground, asked, patienceMs));
  const server: Server = createServer(async (request, response) => {
    const [, , key = "", file = ""] = (request.url ?? "").split("/");
    const asked: Asked = { key, file, method: request.method ?? "GET", range: request.headers.range ?? null };
    // The database may be away for a moment: whoever asks is told to come again.
    const answer = await answering(asked).catch(() => new Response(null, { status: 503 }));
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (!answer.body) return void response.end();
    const body = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]);
    // Whoever asked may hang up in the middle.
    body.on("error", () => response.destroy());
    response.on("close", () => body.destroy());
    body.pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const address = mediaAddress({ MEDIA_URL: url, VIDEO_TRANSFER: "upload" });
  if (!address) throw new Error("A server without an address.");
  return {
    url,
    address,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
