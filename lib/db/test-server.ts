import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { ProvidedContext } from "vitest";
import { WebSocketServer } from "ws";
import { type Postgres, startPostgres } from "#scripts/run-postgres";

declare module "vitest" {
  interface ProvidedContext {
    /** Answers with the address of an empty database on a PostgreSQL server, which it starts when first asked. */
    postgresDoor: string;
    /** A proxy that speaks WebSocket on one side and PostgreSQL on the other, as Neon's does: `host:port/path`. */
    neonProxy: string;
  }
}

type Project = { provide<Key extends keyof ProvidedContext>(name: Key, value: ProvidedContext[Key]): void };

/**
 * Vitest calls this before the first test file and what it returns after the last. A run that needs no server starts
 * none; one that needs it and cannot have it fails.
 */
export default async function setup(project: Project): Promise<() => Promise<void>> {
  let server: Promise<Postgres> | undefined;
  const start = async () => {
    const started = await startPostgres();
    process.stdout.write(`PostgreSQL for the tests: ${started.version}\n`);
    return started;
  };
  const door = createHttpServer(async (_request, response) => {
    try {
      server ??= start();
      response.end(await (await server).createDatabase());
    } catch (problem) {
      response.writeHead(503).end(problem instanceof Error ? problem.message : String(problem));
    }
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  const proxy = await openProxy();
  project.provide("postgresDoor", `http://127.0.0.1:${(door.address() as AddressInfo).port}`);
  project.provide("neonProxy", proxy.address);
  return async () => {
    door.closeAllConnections();
    door.close();
    proxy.close();
    await (await server?.catch(() => undefined))?.stop();
  };
}

async function openProxy(): Promise<{ address: string; close(): void }> {
  const proxy = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  const lines = new Set<Socket>();
  proxy.on("connection", (socket, request) => {
    const [host = "", port = ""] = (
      URL.parse(request.url ?? "", "ws://proxy")?.searchParams.get("address") ?? ""
    ).split(":");
    const line = connect({ host, port: Number(port), noDelay: true }).on("error", () => socket.close());
    lines.add(line);
    line.on("data", (part) => socket.send(part)).on("close", () => socket.close());
    socket.on("message", (part: Buffer) => line.write(part)).on("close", () => line.destroy());
  });
  await new Promise((resolve) => proxy.once("listening", resolve));
  return {
    address: `127.0.0.1:${(proxy.address() as AddressInfo).port}/v2`,
    close() {
      for (const line of lines) line.destroy();
      for (const client of proxy.clients) client.terminate();
      proxy.close();
    },
  };
}
