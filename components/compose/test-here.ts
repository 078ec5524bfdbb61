import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { chromium } from "@playwright/test";
import { build } from "esbuild";
import type { FileFacts, RepairPlan } from "#lib/db/json";
import { findBrowser } from "#scripts/find-browser";

/** A file of a folder, and what is to be done with it. `stopAt`: somebody cancels when that share is done, at 0 before it begins. */
export type Task = { name: string; facts: FileFacts; bytes: number; plan: RepairPlan; stopAt?: number };

export type Done = {
  /** Whether it was offered. */
  can: boolean;
  outcome: "converted" | "stopped" | "not_here" | "broken";
  said: string;
  shares: number[];
  /** Coders that were used, and those of them that were left open. */
  coders: number;
  open: number;
};

/** What the page runs: the product's own conversion, with a count of the coders that it takes. */
const ENTRY = `
  import { canConvertHere, convertHere } from "#components/compose/repair-in-browser";
  const coders = [];
  for (const name of ["VideoDecoder", "VideoEncoder", "AudioDecoder", "AudioEncoder"]) {
    globalThis[name] = class extends globalThis[name] {
      constructor(...parts) { super(...parts); coders.push(this); }
    };
  }
  const read = async (name) => (await fetch("/" + name)).blob();
  window.can = async ({ name, ...rest }) => canConvertHere({ from: await read(name), ...rest });
  window.convert = async ({ name, stopAt = Infinity, ...rest }) => {
    coders.length = 0;
    const from = await read(name);
    const can = await canConvertHere({ from, ...rest });
    const [stop, shares] = [new AbortController(), []];
    if (stopAt === 0) stop.abort();
    const onProgress = (share) => { shares.push(share); if (share >= stopAt) stop.abort(); };
    const made = can
      ? await convertHere({ from, ...rest, stem: "made", signal: stop.signal, onProgress })
      : { kind: "not_here" };
    if (made.file) await fetch("/" + name + ".converted", { method: "POST", body: made.file });
    const open = () => coders.filter(({ state }) => state !== "closed").length;
    // What was under way when somebody cancelled ends a moment later.
    for (let looks = 0; open() > 0 && looks < 100; looks++) await new Promise((go) => setTimeout(go, 50));
    return { can, outcome: made.kind, said: made.said ?? "", shares, coders: coders.length, open: open() };
  };`;

/** A page in a real browser that converts files of a folder by the product's own code, and puts the results beside them. */
export async function openConverter(folder: string) {
  const bundled = await build({
    stdin: { contents: ENTRY, resolveDir: process.cwd(), loader: "ts" },
    ...{ bundle: true, format: "iife", platform: "browser", write: false, logLevel: "error" },
  });
  // Coders are for pages that came over a connection nobody can read along, or from the same machine.
  const server = createServer(async (request, response) => {
    const path = join(folder, basename(request.url ?? ""));
    if (request.method === "POST") await writeFile(path, request);
    const isPage = request.url === "/";
    response.setHeader("content-type", isPage ? "text/html" : "application/octet-stream");
    response.end(isPage ? "<!doctype html><title>Converter</title>" : await readFile(path));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? (await findBrowser(process.cwd())),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const page = await browser.newPage();
  const said: string[] = [];
  page.on("console", (line) => said.push(line.text()));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.addScriptTag({ content: bundled.outputFiles[0]?.text ?? "" });
  const call = <T>(name: "can" | "convert", task: Task): Promise<T> =>
    page.evaluate<T>(`window.${name}(${JSON.stringify(task)})`);
  return {
    /** What the browser has to say of pictures that were not given back, and of tracks that were left out. */
    complaints: async () => {
      await page.requestGC();
      return said.filter((text) => !text.startsWith("Unsupported video codec"));
    },
    can: (task: Task) => call<boolean>("can", task),
    convert: (task: Task) => call<Done>("convert", task),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}
