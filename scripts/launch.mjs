// The one file that has to run on an old Node. It makes sure that a supported Node and the locked dependencies
// are there, then hands over to scripts/<command>.ts on that Node. Plain JavaScript, built-in modules only.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command = "start", ...args] = process.argv.slice(2);
const OLDEST_FOR_PRODUCT = [22, 12];
const OLDEST_FOR_LAUNCHER = [20, 20];
const PRIVATE_NODE = "24.21.0";
const needsDevelopment = ["test", "bench", "soak"].includes(command);

const at = (oldest) => {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
};

function give(message) {
  process.stderr.write(`\n${message}\n\n`);
  process.exit(1);
}

function run(what, file, parameters, environment) {
  const started = Date.now();
  process.stdout.write(`  ${what} … `);
  const result = spawnSync(file, parameters, { cwd: root, env: environment, encoding: "utf8" });
  if (result.status === 0) {
    process.stdout.write(`done (${Math.max(1, Math.round((Date.now() - started) / 1000))} s)\n`);
    return;
  }
  process.stdout.write("stopped\n");
  const output = `${result.stdout ?? ""}${result.stderr ?? ""}${result.error?.message ?? ""}`;
  const full = /ENOSPC/.test(output);
  give(
    full
      ? "The disk is full. Free about 1 GB, then run the same command again."
      : `${output.trim()}\n\nThis step did not finish: ${what}. If the network was away, run the same command again.`,
  );
}

/** Where a supported Node lives: the one that runs this file, or a private one fetched through npm. */
function findNode() {
  if (at(OLDEST_FOR_PRODUCT)) return dirname(process.execPath);
  if (!at(OLDEST_FOR_LAUNCHER)) {
    give(`Aircheck needs Node 20.20 or newer (24 is best). This is Node ${process.versions.node}.`);
  }
  const system = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${system}-${process.arch}`;
  const folder = join(root, ".runtime");
  const bin = join(folder, "node_modules", name, "bin");
  const binary = join(bin, process.platform === "win32" ? "node.exe" : "node");
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    const parameters = ["install", "--prefix", folder, "--no-save", "--ignore-scripts", "--no-package-lock"];
    run(
      `Fetching Node ${PRIVATE_NODE} for this folder only`,
      "npm",
      [...parameters, `${name}@${PRIVATE_NODE}`],
      process.env,
    );
  }
  return bin;
}

/** Installs the locked dependencies when the lock file changed or a part is missing. */
function installDependencies(environment) {
  const mark = join(root, "node_modules", ".aircheck-installed.json");
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const installed = existsSync(mark) ? JSON.parse(readFileSync(mark, "utf8")) : {};
  if (installed.lock === lock && (installed.development || !needsDevelopment)) return;
  const development = needsDevelopment || installed.development === true;
  const parameters = [
    "ci",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    ...(development ? [] : ["--omit=dev"]),
  ];
  run("Installing the locked dependencies", "npm", parameters, environment);
  rmSync(mark, { force: true });
  writeFileSync(mark, JSON.stringify({ lock, development }));
}

const bin = findNode();
const separator = process.platform === "win32" ? ";" : ":";
const environment = {
  ...process.env,
  PATH: [bin, join(root, "node_modules", ".bin"), process.env.PATH].join(separator),
  NEXT_TELEMETRY_DISABLED: "1",
};
installDependencies(environment);

const child = spawn(
  join(bin, process.platform === "win32" ? "node.exe" : "node"),
  ["--import", "tsx", join(root, "scripts", `${command}.ts`), ...args],
  // The channel tells the child when this process has been killed.
  { cwd: root, env: environment, stdio: ["inherit", "inherit", "inherit", "ipc"] },
);
// The terminal sends Ctrl-C to the whole group: the child decides when everything has stopped.
process.on("SIGINT", () => {});
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
