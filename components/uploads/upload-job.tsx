import { failure } from "#lib/errors/failure";
import type { UploadStart, UploadView } from "#lib/media/upload-view";
import type { MediaView } from "#lib/media/view";
import { asked, askServer } from "./ask-server";
import { Checksum } from "./checksum";
import type { Return } from "./come-back";
import { fingerprintOf } from "./hash-file";
import { Hold, isHeld } from "./hold";
import { keepWay } from "./kept-ways";
import { backOnline, untilOffline } from "./network";
import { refusedUnseen } from "./refused-unseen";
import { fingerprintOfOne, forget, type Remembered, remember, rememberThat } from "./remembered";
import { sendFile } from "./send-file";
import type { Sent } from "./sending";
import { meaningOfNo, stopOf } from "./stop-of";
import { Pace } from "./time-left";
import { type From, freshItem, type UploadItem } from "./upload-item";
import { wayTo } from "./way-to-file";

/** So often the server may fail to check a file before its person is told. */
const MOST_TROUBLES = 5;
/** So often sending may break off without a byte more on the server, some minutes in all. */
const MOST_FUTILE = 8;
const now = () => new Date().toISOString();
const isOver = ({ state }: UploadItem) => state === "done" || state === "refused";

/** One file on its way to the workspace, from the wish to the stored file. */
export class UploadJob {
  item: UploadItem;
  /** Null before it is open. */
  uploadId: string | null = null;
  private readonly convertedFrom: string | null;
  private stopper: AbortController | null = null;
  private readonly checksum = new Checksum();
  private readonly hold = new Hold();
  private troubles = 0;
  private futile = 0;
  /** Bytes that were on the server when sending began last. */
  private arrived = 0;
  private readonly pace = new Pace();

  constructor(
    private readonly place: { workspaceId: string; name: string },
    from: From & { convertedFrom?: string },
    private readonly onChange: () => void,
  ) {
    this.convertedFrom = from.convertedFrom ?? null;
    this.item = freshItem(from);
    if ("view" in from) this.uploadId = from.view.id;
  }

  private set(change: Partial<UploadItem>): void {
    this.item = { ...this.item, ...change };
    this.onChange();
  }

  /** Runs until it is over, or stands for a reason. Running it while it runs changes nothing. */
  async run(): Promise<void> {
    if (this.stopper || isOver(this.item)) return;
    const stopper = new AbortController();
    this.stopper = stopper;
    this.troubles = 0;
    this.futile = 0;
    this.pace.forget();
    try {
      await this.bring(stopper.signal);
    } catch (problem) {
      if (!stopper.signal.aborted) throw problem;
    } finally {
      if (this.stopper === stopper) this.stopper = null;
      if (isOver(this.item)) this.hold.release();
    }
  }

  /** Stops sending. What was acknowledged stays on the server. */
  pause(): void {
    this.halt();
    this.note({ paused: true });
    this.set({ state: this.item.file ? "paused" : "unfinished", secondsLeft: null });
  }

  /** Leaves it where it is, without a word: the page is left. */
  stop(): void {
    this.halt();
    this.hold.release();
  }

  private halt(): void {
    this.stopper?.abort(new Error("stopped"));
    this.stopper = null;
  }

  /** The browser knows the way to its file, or does not for `why`. */
  offer(canContinue: boolean, why: UploadItem["why"] = null): void {
    if (this.item.state === "unfinished") this.set({ canContinue, why });
  }

  /** The file for an upload from before a reload; another one than that is not taken, and told as `otherwise`. */
  async choose(file: File, otherwise: "other_file" | "changed" = "other_file"): Promise<boolean> {
    const print = this.fingerprint();
    const same =
      file.size === this.item.total && (!print || print === (await fingerprintOf(file).catch(() => null)));
    if (!same) {
      this.offer(otherwise === "other_file" && this.item.canContinue, otherwise);
      return false;
    }
    if (!print) {
      // Nobody can tell whether it is the same one, and two files must not become one: it is sent from the start.
      await this.drop();
      this.uploadId = null;
    }
    this.set({ file, why: null, state: "waiting", sent: print ? this.item.sent : 0 });
    return true;
  }

  /**
   * Ends what had arrived whole before a reload. Where the browser still has the file, what arrived is compared with it;
   * otherwise the server looks alone.
   */
  async end(coming: Promise<Return>): Promise<void> {
    this.set({ state: "checking" });
    const back = await coming;
    const file = back.kind === "file" && back.file.size === this.item.total ? back.file : null;
    const print = file && (await fingerprintOf(file).catch(() => null));
    if (this.item.state !== "checking") return;
    if (print && print === this.fingerprint()) this.set({ file });
    await this.run();
  }

  private fingerprint = () => fingerprintOfOne(this.place.workspaceId, this.uploadId);

  /** Goes on with what was begun before. */
  adopt(uploadId: string): void {
    this.uploadId = uploadId;
  }

  /** What it is for has another name now. */
  move(): void {
    this.note({ place: this.place.name });
  }

  private note(change: Parameters<typeof rememberThat>[2]): void {
    if (this.uploadId) rememberThat(this.place.workspaceId, this.uploadId, change);
  }

  isThe(uploadId: string): boolean {
    return this.uploadId === uploadId;
  }

  /** Lets the server forget it. */
  async drop(): Promise<void> {
    const { uploadId } = this;
    const mine = uploadId !== null && this.hold.isOn(uploadId);
    this.stop();
    // Another page that is at it is not disturbed.
    if (!uploadId || (!mine && (await isHeld(uploadId)))) return;
    forget(this.place.workspaceId, uploadId);
    await askServer(this.address(uploadId), { method: "DELETE" }).catch(() => null);
  }

  private address = (uploadId: string) => `/api/w/${this.place.workspaceId}/uploads/${uploadId}`;

  private async bring(signal: AbortSignal): Promise<void> {
    const { file } = this.item;
    for (;;) {
      // The server has let go of what was whole, and there is no file to begin again with.
      if (!file && !this.uploadId) {
        return this.set({
          state: "refused",
          failure: failure("media.upload_interrupted", {}, { at: now() }),
        });
      }
      const delivered: Sent | undefined = file
        ? await untilOffline(signal, (cut) => this.deliver(file, cut))
        : { kind: "sent" };
      const sent = delivered?.kind === "sent" ? await this.finish(signal) : delivered;
      if (sent === undefined) return;
      const stop = stopOf(sent);
      if (stop) return this.set({ ...stop, secondsLeft: null });
      if (sent.kind === "gone") {
        if (this.uploadId) forget(this.place.workspaceId, this.uploadId);
        this.uploadId = null;
        this.set({ sent: 0 });
        continue;
      }
      this.set({ state: "offline", secondsLeft: null });
      await backOnline(signal, this.futile);
      this.pace.forget();
    }
  }

  /** Opens the upload where there is none yet, and sends what is missing. `undefined`: it is over. */
  private async deliver(file: File, signal: AbortSignal): Promise<Sent | undefined> {
    const unseen = refusedUnseen(file.size);
    if (unseen) {
      this.set({ state: "refused", failure: unseen });
      return undefined;
    }
    const view = await this.open(file, signal);
    if (!view || !("id" in view)) return view;
    if (!(await this.hold.take(view.id))) {
      this.set({ state: "unfinished", file: null, why: "elsewhere", secondsLeft: null });
      return undefined;
    }
    signal.throwIfAborted();
    this.set({ state: "sending", sent: view.arrived, failure: null, why: null });
    // Read while the first bytes are on their way.
    this.checksum.of(file).catch(() => {});
    this.note({ paused: false });
    void wayTo(file).then((way) => way && keepWay(view.id, way));
    // It was whole before its last answer got lost.
    if (view.arrived === file.size) return { kind: "sent" };
    const onSent = (moved: number) =>
      this.set({ sent: moved, secondsLeft: this.pace.note(performance.now(), moved, file.size) });
    const sent = await sendFile(view.to, { address: this.address(view.id), file, signal, onSent });
    if (sent.kind !== "cut") return sent;
    return this.noteCut(view.arrived);
  }

  /** Where nothing gets through, it is tried some times only, and less and less often: each try sends megabytes again. */
  private noteCut(arrived: number): Sent {
    this.futile = arrived > this.arrived ? 1 : this.futile + 1;
    this.arrived = arrived;
    return { kind: this.futile >= MOST_FUTILE ? "stuck" : "cut" };
  }

  private async open(file: File, signal: AbortSignal): Promise<UploadView | Sent | undefined> {
    this.set({ state: this.item.sent > 0 ? "sending" : "starting", failure: null });
    if (this.uploadId) {
      const known = await asked<UploadView>(this.address(this.uploadId), { method: "GET", signal });
      return known.ok ? known.value : this.no(known);
    }
    const fingerprint = await fingerprintOf(file).catch(() => "");
    const wish = { fileName: file.name, bytes: file.size, checksum: null as string | null };
    for (;;) {
      const path = `/api/w/${this.place.workspaceId}/uploads`;
      const started = await asked<UploadStart>(path, { method: "POST", body: wish, signal });
      if (!started.ok) return this.no(started);
      const { value } = started;
      if (value.kind === "known") {
        this.set({ state: "done", media: value.media, sent: file.size });
        return undefined;
      }
      if (value.kind === "open") {
        this.uploadId = value.upload.id;
        const { workspaceId, name: place } = this.place;
        const { name: fileName, size: bytes } = file;
        const memory: Remembered = { uploadId: this.uploadId, place, fileName, bytes, fingerprint };
        // What was converted here is gone after a reload, so nobody could go on with it.
        if (this.convertedFrom === null) remember(workspaceId, memory);
        return value.upload;
      }
      const checksum = await this.checksum.now(file);
      signal.throwIfAborted();
      if (checksum === undefined) return { kind: "unreadable" };
      // A browser that cannot hash compares with nothing that there could be.
      wish.checksum = checksum ?? "0".repeat(64);
    }
  }

  /** Has the server check what arrived. `undefined`: it is over. */
  private async finish(signal: AbortSignal): Promise<Sent | undefined> {
    const { uploadId } = this;
    const { file } = this.item;
    if (!uploadId) return { kind: "gone" };
    this.set({ state: "checking", secondsLeft: null, sent: this.item.total });
    const checksum = file ? await this.checksum.now(file) : null;
    signal.throwIfAborted();
    if (checksum === undefined) return { kind: "unreadable" };
    const body = { checksum, convertedFrom: this.convertedFrom };
    const path = `${this.address(uploadId)}/finish`;
    const result = await asked<MediaView>(path, { method: "POST", body, signal });
    if (result.ok) {
      forget(this.place.workspaceId, uploadId);
      this.set({ state: "done", media: result.value });
      return undefined;
    }
    const no = this.no(result);
    const isTrouble = no?.kind === "gone" || ("cut" in result && result.status >= 500);
    if (isTrouble && ++this.troubles === MOST_TROUBLES) {
      this.set({ state: "stopped", why: "trouble" });
      return undefined;
    }
    if (no === undefined) forget(this.place.workspaceId, uploadId);
    return no;
  }

  /** A "no" of the server as what became of sending. `undefined`: it has ended the upload, or stopped it. */
  private no(answer: Parameters<typeof meaningOfNo>[0]): Sent | undefined {
    const meaning = meaningOfNo(answer);
    if ("kind" in meaning) return meaning;
    this.set({ ...meaning, secondsLeft: null });
    return undefined;
  }
}
