import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FolderInUse, folderHolder, lockFolder } from "./lock-folder";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const script = `
const { lockFolder } = await import(process.argv[1]);
try {
  await lockFolder(process.argv[2]);
  process.stdout.write("held");
  setInterval(() => {}, 1000);
} catch (problem) {
  process.stdout.write(problem.constructor.name + ": " + problem.message);
}`;

/** Another process that claims the folder and stays; resolves with the first line it prints. */
async function another(around: readonly string[] = []) {
  const parameters = ["--import", "tsx", "--input-type=module", "-e", script];
  const path = join(import.meta.dirname, "lock-folder.ts");
  const [program = "", ...more] = [...around, process.execPath, ...parameters, path, folder];
  const child = spawn(program, more, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(child.stdout, "data");
  return { child, line: String(line).trim() };
}

describe("the lock of the data folder", () => {
  it("refuses a second process, naming the first one and what to do", async () => {
    const unlock = await lockFolder(folder);
    const { line } = await another();
    expect(line).toContain("FolderInUse");
    expect(line).toContain(`process ${process.pid}`);
    expect(line).toContain("DATA_DIR");
    unlock();
  });

  it("refuses this process while another one holds it, and takes over when that one was killed", async () => {
    const { child, line } = await another();
    expect(line).toBe("held");
    expect(await folderHolder(folder)).toMatchObject({ pid: child.pid });
    await expect(lockFolder(folder)).rejects.toThrow(FolderInUse);
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
    expect(await folderHolder(folder)).toBeUndefined();
    (await lockFolder(folder))();
  });

  it("is taken over from a process that was killed, also where nobody asks for its end", async () => {
    const { child } = await another(["sh", "-c", '"$@" & exec sleep 60', "sh"]);
    const holder = await folderHolder(folder);
    process.kill(holder?.pid ?? 0, "SIGKILL");
    await expect.poll(() => folderHolder(folder)).toBeUndefined();
    expect(() => process.kill(holder?.pid ?? 0, 0), "its number is still taken").not.toThrow();
    child.kill();
  });

  it("lets exactly one of many in that find a dead lock at the same moment", async () => {
    writeFileSync(join(folder, "lock"), JSON.stringify({ pid: 2 ** 22 + 1, start: "" }));
    const all = await Promise.all(Array.from({ length: 6 }, () => another()));
    for (const { child } of all) child.kill("SIGKILL");
    expect(all.filter(({ line }) => line === "held")).toHaveLength(1);
    expect(all.filter(({ line }) => line.startsWith("FolderInUse"))).toHaveLength(5);
    expect(readdirSync(folder)).toEqual(["lock"]);
  });

  it("refuses a second claim by the same process", async () => {
    const unlock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(FolderInUse);
    unlock();
    (await lockFolder(folder))();
  });

  it("takes over from a process number that was given to somebody else since", async () => {
    const holder = { pid: process.pid, start: "1" };
    writeFileSync(join(folder, "lock"), JSON.stringify(holder));
    if (process.platform === "linux") expect(await folderHolder(folder)).toBeUndefined();
    else writeFileSync(join(folder, "lock"), JSON.stringify({ pid: 2 ** 22 + 1, start: "" }));
    (await lockFolder(folder))();
  });

  it("takes over a lock that was never written to the end", async () => {
    writeFileSync(join(folder, "lock"), '{"pid":');
    (await lockFolder(folder))();
  });

  it("is a file that only its owner reads, in a folder that is made when it is missing", async () => {
    const inner = join(folder, "not", "yet");
    const unlock = await lockFolder(inner);
    expect(statSync(join(inner, "lock")).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(inner, "lock"), "utf8"))).toMatchObject({ pid: process.pid });
    unlock();
    unlock();
    expect(await folderHolder(inner)).toBeUndefined();
  });

  describe("of a process in another container, whose number means nothing here", () => {
    // Another boot, or another namespace of processes; the number is one that nobody has here.
    const elsewhere = JSON.stringify({ pid: 2 ** 22 + 1, start: "1", place: "another boot", id: "theirs" });
    const quick = { touchMs: 50, quietMs: 600 };
    const path = () => join(folder, "lock");

    it("holds while it is touched, whatever the clock says at which that was", async () => {
      writeFileSync(path(), elsewhere);
      let touches = 0;
      // Their clock runs backward, from the far future to long ago.
      const touching = setInterval(() => {
        const at = new Date(Date.UTC(2090 - 10 * touches++, 0));
        utimesSync(path(), at, at);
      }, 100);
      try {
        await expect(lockFolder(folder, quick)).rejects.toThrow(/another container/);
        expect(await folderHolder(folder, quick)).toMatchObject({ id: "theirs" });
      } finally {
        clearInterval(touching);
      }
      expect(readFileSync(path(), "utf8")).toBe(elsewhere);
    });

    it("is taken over, by one, once it is not touched any more, though its last touch lies ahead", async () => {
      writeFileSync(path(), elsewhere);
      utimesSync(path(), new Date(Date.UTC(2099, 0)), new Date(Date.UTC(2099, 0)));
      const claims = await Promise.allSettled([1, 2, 3].map(() => lockFolder(folder, quick)));
      expect(claims.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const each of claims)
        if (each.status === "rejected") expect(each.reason).toBeInstanceOf(FolderInUse);
      for (const each of claims) if (each.status === "fulfilled") each.value();
      expect(readdirSync(folder)).toEqual([]);
    });

    it("is waited for once: who only looked has taken it away", async () => {
      writeFileSync(path(), elsewhere);
      expect(await folderHolder(folder, quick)).toBeUndefined();
      expect(readdirSync(folder)).toEqual([]);
    });
  });

  it("is touched by its holder, who notices when it was lost", async () => {
    let lost = 0;
    const onLost = () => {
      lost += 1;
    };
    const unlock = await lockFolder(folder, { touchMs: 20, onLost });
    const longAgo = new Date(Date.UTC(2001, 0));
    utimesSync(join(folder, "lock"), longAgo, longAgo);
    await expect.poll(() => statSync(join(folder, "lock")).mtimeMs).toBeGreaterThan(Date.UTC(2002, 0));
    expect(lost).toBe(0);
    writeFileSync(join(folder, "lock"), "somebody else's");
    await expect.poll(() => lost).toBe(1);
    unlock();
    expect(readFileSync(join(folder, "lock"), "utf8")).toBe("somebody else's");
  });
});
