import { chunkRange, planChunks } from "#lib/tiktok/plan-chunks";
import { putChunk } from "#lib/tiktok/put-chunk";

/** Sends a file as the product does, chunk by chunk, and prints what it took: `{ ms, maxRssBytes }`. */
async function main([url = "", path = "", bytes = ""]: string[]): Promise<void> {
  const plan = planChunks(Number(bytes));
  const began = performance.now();
  for (let index = 0; index < plan.count; index++) {
    const chunk = { path, ...chunkRange(plan, index), total: plan.total, contentType: "video/mp4" };
    const answer = await putChunk(url, chunk);
    if (answer.kind !== "ok") throw new Error(`Chunk ${index + 1} was not taken.`);
  }
  const ms = performance.now() - began;
  process.stdout.write(JSON.stringify({ ms, maxRssBytes: process.resourceUsage().maxRSS * 1024 }));
}

void main(process.argv.slice(2));
