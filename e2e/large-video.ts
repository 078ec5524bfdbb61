import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeVideo } from "./compose-journeys";

/** A real video of so many bytes: behind its own there is a box that players pass over. */
export async function largeVideo(name: string, bytes: number): Promise<string> {
  const real = await readFile(await makeVideo({ name: `short-${name}` }));
  const whole = Buffer.alloc(bytes, 7);
  real.copy(whole);
  whole.writeUInt32BE(bytes - real.length, real.length);
  whole.write("free", real.length + 4);
  const path = join(await mkdtemp(join(tmpdir(), "aircheck-large-")), name);
  await writeFile(path, whole);
  return path;
}
