import { environment } from "#lib/env/read";
import { startWorker } from "#worker/start-worker";
import { type Fate, mortal } from "./fate";

// A worker as the product runs it, except that it may have a fate, and that its clock can be pushed by who started it.
const fate = JSON.parse(process.argv[2] ?? "null") as Fate | null;
let pushed = 0;
process.on("message", (told: { pushedMs: number }) => {
  pushed = told.pushedMs;
});
process.once("disconnect", () => process.exit(0));

const clock = { now: () => Date.now() + pushed };
const die = () => process.kill(process.pid, "SIGKILL");
// With the usual hands a dying worker would take a hundred posts with it, and a few deaths all of them.
const hands = { publish: { most: 6, pollMs: 300 }, watch: { most: 3, pollMs: 300 } };
const worker = await startWorker(environment(), clock, {
  hands,
  around: (ports) => (fate ? mortal(ports, fate, die) : ports),
});
process.stdout.write(`worker ready ${worker.id}\n`);
process.once("SIGTERM", () => void worker.stop().then(() => process.exit(0)));
