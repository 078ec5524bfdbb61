import { createServer } from "node:http";
import type { AppSettings } from "./app-settings";
import type { SimulatorClock } from "./clock";
import { serve } from "./serve";
import { keepState, mediaBeside } from "./state-file";
import { World } from "./world";

export interface SimulatorOptions
  extends Partial<
    Pick<
      AppSettings,
      "clientKey" | "clientSecret" | "redirectUris" | "urlProperties" | "audited" | "pkceMode"
    >
  > {
  /** 0, the default, takes any free port. */
  port?: number;
  clock?: SimulatorClock;
  /**
   * A file that keeps what happened over a restart: consents, codes, tokens, switches, publishes and the clock. Uploads
   * are kept beside it. Without one, everything is gone when the simulator closes.
   */
  stateFile?: string;
}

export interface Simulator {
  /** The one base URL for the authorize page, the API, uploads and `/_control`. */
  url: string;
  port: number;
  clock: SimulatorClock;
  /** Back to the start, in the state file too. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a simulated TikTok on 127.0.0.1. Rejects when the port is taken. */
export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, clock, stateFile, ...settings } = options;
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  const world = new World(given, clock, stateFile && mediaBeside(stateFile));
  const state = stateFile ? await keepState(stateFile, world) : undefined;
  // A 4 GB chunked upload over a slow line takes longer than Node's default patience.
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    serve(world, request, response).catch((error: unknown) => {
      // The client went away in the middle of its question: there is nobody to answer, and nothing to tell.
      if (request.destroyed) return;
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
      await (state ? state.close() : world.publishes.clear());
    },
  };
}
