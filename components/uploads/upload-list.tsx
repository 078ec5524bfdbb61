import type { UploadView } from "#lib/media/upload-view";
import type { MediaView } from "#lib/media/view";
import { askServer } from "./ask-server";
import { comeBack } from "./come-back";
import { fingerprintOf } from "./hash-file";
import { isHeld } from "./hold";
import { keptWay } from "./kept-ways";
import { dropLostWays, forget, readRemembered } from "./remembered";
import type { UploadItem, UploadState } from "./upload-item";
import { UploadJob } from "./upload-job";

/** Files that are sent at the same time; the others wait for their turn. */
const AT_ONCE = 3;
/** How long a cancelled upload can be taken back, ms: as long as the notice about it stays. */
const UNDO_MS = 8_500;
const RUNS: readonly UploadState[] = ["starting", "sending", "offline", "checking"];

type OnStored = (media: MediaView, item: UploadItem) => void;

/** The uploads of one place on one page, in the order in which they were chosen. */
export class UploadList {
  items: readonly UploadItem[] = [];
  onStored: OnStored = () => {};
  private jobs: UploadJob[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly told = new Set<UploadJob>();
  private lastId = 0;

  constructor(private readonly place: { workspaceId: string; name: string }) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  read = (): readonly UploadItem[] => this.items;

  /** What the files are for has another name now: what is under way goes with it. */
  move(name: string): void {
    if (this.place.name === name) return;
    this.place.name = name;
    for (const job of this.jobs) job.move();
  }

  /**
   * Finds what was under way before a reload. What had arrived whole is finished without the file; the rest goes on by
   * itself where the browser knows the way to its file and may read it, unless somebody has paused it.
   */
  async find(): Promise<void> {
    const { workspaceId, name } = this.place;
    for (const { uploadId, place, paused } of readRemembered(workspaceId)) {
      if (place !== name || this.jobs.some((job) => job.isThe(uploadId))) continue;
      if (await isHeld(uploadId)) continue;
      const path = `/api/w/${workspaceId}/uploads/${uploadId}`;
      const answer = await askServer<UploadView>(path, { method: "GET" }).catch(() => null);
      if (answer && !answer.ok && answer.problem.kind === "not_found") forget(workspaceId, uploadId);
      if (!answer?.ok || this.jobs.some((job) => job.isThe(uploadId))) continue;
      const job = new UploadJob(this.place, { id: this.freshId(), view: answer.value }, this.changed);
      this.jobs.push(job);
      if (answer.value.arrived === answer.value.bytes) void job.end(comeBack(uploadId, false));
      else if (paused) job.offer((await keptWay(uploadId)) !== null);
      else await this.comeBack(job, uploadId, false);
    }
    this.changed();
    await dropLostWays();
  }

  private async comeBack(job: UploadJob, uploadId: string, pressed: boolean): Promise<void> {
    const back = await comeBack(uploadId, pressed);
    if (!this.jobs.includes(job) || job.item.state !== "unfinished") return;
    switch (back.kind) {
      case "file":
        if (await job.choose(back.file, "changed")) this.next();
        return;
      case "asks":
        return job.offer(true);
      case "denied":
        return job.offer(false, pressed ? "denied" : null);
      case "gone":
        return job.offer(false, "changed");
      default:
        return job.offer(false);
    }
  }

  /** Sends files. One that was begun before goes on where it stood. Answers their ids. */
  add(files: readonly File[]): string[] {
    return files.map((file) => {
      const job = new UploadJob(this.place, { id: this.freshId(), file }, this.changed);
      this.jobs.push(job);
      void this.begin(job, file);
      return job.item.id;
    });
  }

  /** Sends a file in the place of all others. It may be one of them, begun before a reload. */
  replace = async (file: File): Promise<void> => {
    const others = this.jobs;
    const job = new UploadJob(this.place, { id: this.freshId(), file }, this.changed);
    this.jobs = [...others, job];
    for (const other of others) if (other.item.state !== "unfinished") this.clear(other.item.id);
    await this.begin(job, file);
    for (const other of others) if (this.jobs.includes(other)) this.clear(other.item.id);
  };

  pause = (id: string): void => {
    this.job(id)?.pause();
    this.next();
  };
  resume = (id: string): void => {
    void this.job(id)?.run().then(this.next);
  };
  /** The file for an upload from before a reload. */
  chooseAgain = async (id: string, file: File): Promise<void> => {
    const job = this.job(id);
    if (await job?.choose(file)) this.next();
  };
  /** Goes on with an upload from before a reload whose file the browser knows the way to. It may ask its person first. */
  goOn = (id: string): void => {
    const job = this.job(id);
    if (job?.uploadId) void this.comeBack(job, job.uploadId, true);
  };
  /** Takes it away from the list; the server forgets it unless the answered function is called within 8 seconds. */
  cancel = (id: string): (() => void) => {
    const job = this.job(id);
    if (!job) return () => {};
    const at = this.jobs.indexOf(job);
    job.pause();
    this.jobs = this.jobs.filter((each) => each !== job);
    this.changed();
    this.next();
    const dropping = setTimeout(() => void job.drop(), UNDO_MS);
    return () => {
      clearTimeout(dropping);
      this.jobs = this.jobs.toSpliced(at, 0, job);
      this.changed();
      // One whose file the page does not have stands as it stood.
      if (job.item.file) this.resume(id);
    };
  };
  /** Forgets what is over. */
  clear = (id: string): void => {
    const job = this.job(id);
    this.jobs = this.jobs.filter((each) => each !== job);
    if (job?.item.state !== "done") void job?.drop();
    this.changed();
  };
  /** The page is left: what has arrived stays on the server. */
  leave(): void {
    for (const job of this.jobs) job.stop();
  }

  private job = (id: string) => this.jobs.find(({ item }) => item.id === id);
  private freshId = () => `upload-${++this.lastId}`;

  private async begin(job: UploadJob, file: File): Promise<void> {
    this.changed();
    const { workspaceId, name } = this.place;
    const alike = readRemembered(workspaceId).filter(
      (each) => each.place === name && each.bytes === file.size,
    );
    const print = alike.length > 0 ? await fingerprintOf(file).catch(() => "") : "";
    const known = alike.find(({ fingerprint }) => fingerprint !== "" && fingerprint === print);
    const before = known && this.jobs.find((each) => each !== job && each.isThe(known.uploadId));
    if (known && before?.item.state === "unfinished") {
      this.jobs = this.jobs.filter((each) => each !== before);
      job.adopt(known.uploadId);
    }
    this.next();
  }

  private next = (): void => {
    const running = this.jobs.filter(({ item }) => RUNS.includes(item.state)).length;
    const free = Math.max(0, AT_ONCE - running);
    for (const job of this.jobs.filter(({ item }) => item.state === "waiting").slice(0, free)) {
      void job.run().then(this.next);
    }
    this.changed();
  };

  private changed = (): void => {
    this.items = this.jobs.map(({ item }) => item);
    for (const listener of this.listeners) listener();
    for (const job of this.jobs) {
      const { state, media } = job.item;
      if (state !== "done" || !media || this.told.has(job)) continue;
      this.told.add(job);
      this.onStored(media, job.item);
    }
  };
}
