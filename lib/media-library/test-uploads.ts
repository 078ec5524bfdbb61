import { webcrypto } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { UploadView } from "#lib/media/upload-view";
import { diskStorage } from "#lib/storage/disk-storage";
import { piecesChecksum } from "#lib/storage/pieces";
import type { Storage } from "#lib/storage/storage";
import type { Scope } from "#lib/workspaces/scope";
import { createTeamGround } from "#lib/workspaces/test-team";
import { makeVideo } from "#simulator/test-videos";
import { startUpload } from "./start-upload";

export type Uploader = Scope & { storage: Storage };

/** A workspace, a folder, and a video of any length. */
export async function createUploads() {
  const ground = await createTeamGround();
  const folder = mkdtempSync(join(tmpdir(), "aircheck-uploads-"));
  const mediaFolder = join(folder, "media");
  let video: Promise<Uint8Array<ArrayBuffer>> | undefined;

  /** A real video of `bytes` bytes: behind its own there is a box that players pass over. */
  async function videoOf(bytes: number, filling = 0): Promise<Uint8Array<ArrayBuffer>> {
    video ??= makeVideo();
    const real = await video;
    const whole = new Uint8Array(bytes).fill(filling);
    whole.set(real);
    const box = new DataView(whole.buffer, real.length);
    box.setUint32(0, bytes - real.length);
    whole.set(new TextEncoder().encode("free"), real.length + 4);
    return whole;
  }

  /** Opens an upload that must be opened. */
  async function open(scope: Uploader, bytes: number, fileName = "clip.mp4"): Promise<UploadView> {
    const started = await startUpload(scope, { fileName, bytes, checksum: null }, 0);
    if (!started.ok || started.value.kind !== "open") throw new Error(JSON.stringify(started));
    return started.value.upload;
  }

  return {
    ...ground,
    folder,
    mediaFolder,
    videoOf,
    open,
    uploader: async (email: string, storage: Storage = diskStorage(mediaFolder)): Promise<Uploader> => ({
      ...(await ground.addWorkspace(email)),
      storage,
    }),
    async close() {
      await ground.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a browser computes for a file. */
export const checksumOf = (file: Uint8Array<ArrayBuffer>): Promise<string> =>
  piecesChecksum(
    file.length,
    async (start, end) => file.slice(start, end),
    (bytes) => webcrypto.subtle.digest("SHA-256", bytes),
  );
