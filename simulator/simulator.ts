import { createServer } from "node:http";
import type { AppSettings } from "./app-settings";
import type { SimulatorClock } from "./clock";
import { serve } from "./serve";
import { World } from "./world";

export interface SimulatorOptions
  extends Partial<Pick<AppSettings, "clientKey" | "clientSecret" | "redirectUris" | "audited" | "pkceMode">> {
  /** 0, the default, takes any free port. */
  port?: number;
  clock?: SimulatorClock;
  /** Where uploads are kept until reset or close; the system's temporary folder unless told. */
  mediaFolder?: string;
}

export interface Simulator {
  /** The one base URL for the authorize page, the API, uploads and `/_control`. */
  url: string;
  port: number;
  clock: SimulatorClock;
  /** Back to the start. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a simulated TikTok on 127.0.0.1. Rejects when the port is taken. */
export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, clock, mediaFolder, ...settings } = options;
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  const world = new World(given, clock, mediaFolder);
  // A 4 GB chunked upload over a slow line takes longer than Node's default patience.
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    serve(world, request, response).catch((error: unknown) => {
      process.stderr.write(`simulator: ${error instanceof Error ? error.stack : String(error)}\n`);
      response.socket?.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const bound = typeof address === "object" && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    clock: world.clock,
    reset: () => world.reset(),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await world.publishes.clear();
    },
  };
}
