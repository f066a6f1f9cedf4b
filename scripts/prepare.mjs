// What every launcher needs before it can start: an install and a build that fit the sources.
// Plain JavaScript on Node's built-ins, because it runs before anything is installed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const builtFrom = [
  "app",
  "db",
  "public",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "vite.config.ts",
  "remix.config.js",
];
const stamp = join(root, "build/server/.built-from");

/** A failure whose message is meant for the person at the terminal: no stack is shown. */
export class Explained extends Error {}

/** Installs where the packages are missing or are not those of the lockfile. */
export async function ensureInstalled() {
  requireNode();
  if (packagesFitLockfile()) return;
  await oneAtATime("install", async () => {
    if (packagesFitLockfile()) return;
    const missing = missingCompilers();
    say(
      "Installing packages (npm ci); sqlite3 may have to be compiled, which takes a minute or two.",
    );
    const status = await npm("ci", "--include=dev", "--no-audit", "--no-fund");
    if (status !== 0) throw new Explained(explainFailedInstall(missing));
    if (!existsSync(join(root, "node_modules/sqlite3/build/Release/node_sqlite3.node"))) {
      throw new Explained(
        "sqlite3 was installed without its native part, as npm does where install scripts are off. " +
          "Run: npm rebuild sqlite3 --ignore-scripts=false",
      );
    }
  });
}

/** Builds where there is no build, or the sources are no longer those it was made from. */
export async function ensureBuilt() {
  if (buildFits()) return;
  await oneAtATime("build", async () => {
    if (buildFits()) return;
    say("Building.");
    const sources = fingerprint();
    rmSync(stamp, { force: true });
    const status = await npm("run", "--silent", "build");
    if (status !== 0) throw new Explained("The build failed; its output stands above.");
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, sources);
  });
}

/** Runs a launcher: an explained failure ends it with its message alone. */
export async function launch(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof Explained)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}

/**
 * Runs `node` on a built file in the foreground and resolves to its exit status. Signals are passed
 * on, except Ctrl-C at a terminal, which the terminal itself sends to the whole group.
 */
export function runNode(args, { env = process.env } = {}) {
  const child = spawn(process.execPath, args, { stdio: "inherit", env });
  const passed = process.stdin.isTTY ? ["SIGTERM", "SIGHUP"] : ["SIGTERM", "SIGHUP", "SIGINT"];
  for (const signal of ["SIGTERM", "SIGHUP", "SIGINT"]) {
    process.on(signal, () => {
      if (passed.includes(signal)) child.kill(signal);
    });
  }
  whenOrphaned(() => child.kill("SIGTERM"));
  return exitOf(child);
}

/**
 * npm passes a SIGTERM to the shell between it and the launcher, and that shell dies without telling
 * anybody: the launcher notices that its parent has changed. Outside npm a parent may well end first.
 */
export function whenOrphaned(act) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    act();
  }, 250);
  watch.unref();
}

/** Resolves to the exit status of a child; 128 + the number of the signal that ended it. */
export function exitOf(child) {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? 128 + (signalNumbers[signal] ?? 0)));
  });
}

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 };

/** Messages go to stderr: stdout belongs to the command that is launched. */
export function say(message) {
  process.stderr.write(`${message}\n`);
}

function npm(...args) {
  const cli = process.env.npm_execpath;
  const [command, ...before] = cli?.endsWith(".js") ? [process.execPath, cli] : ["npm"];
  return exitOf(
    spawn(command, [...before, ...args], {
      cwd: root,
      stdio: ["ignore", process.stderr, "inherit"],
    }),
  );
}

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 11)) return;
  throw new Explained(`Node.js 20.11 or newer is needed; this is ${process.versions.node}.`);
}

/** npm writes node_modules/.package-lock.json last, so a broken-off install does not fit either. */
export function packagesFitLockfile(directory = root) {
  const installed = packagesOf(join(directory, "node_modules/.package-lock.json"));
  const wanted = packagesOf(join(directory, "package-lock.json"));
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === "") return true;
    const found = installed[path];
    return found ? found.version === version : Boolean(optional ?? devOptional);
  });
}

function packagesOf(lockfile) {
  return existsSync(lockfile) ? JSON.parse(readFileSync(lockfile, "utf8")).packages : undefined;
}

function missingCompilers() {
  const python = process.env.npm_config_python ?? process.env.PYTHON;
  const wanted = { python3: [python, "python3", "python"], make: ["make", "gmake"] };
  wanted["g++"] = [process.env.CXX, "g++", "clang++", "c++"];
  return Object.keys(wanted).filter((name) => !wanted[name].some(onPath));
}

function onPath(command) {
  if (!command) return false;
  const places = command.includes("/") ? [""] : (process.env.PATH ?? "").split(delimiter);
  return places.some((place) => {
    try {
      accessSync(join(place, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function explainFailedInstall(missing) {
  if (missing.length === 0) return "npm ci failed; its output stands above.";
  return [
    "npm ci failed. Where no prebuilt sqlite3 can be downloaded it is compiled, and for that this",
    `machine lacks ${missing.join(", ")}. Install them and run the same command again:`,
    "  Debian, Ubuntu    apt-get install python3 make g++",
    "  Fedora, RHEL      dnf install python3 make gcc-c++",
    "  Alpine            apk add python3 make g++",
    "  macOS             xcode-select --install",
  ].join("\n");
}

function buildFits() {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint();
}

/** Contents, not dates: a checkout or a copy of the same sources needs no new build. */
function fingerprint() {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  const add = (path) => {
    hash.update(`\0${path}\0`);
    hash.update(readFileSync(join(root, path)));
  };
  for (const source of builtFrom.filter((path) => existsSync(join(root, path)))) {
    for (const path of filesUnder(source)) add(path);
  }
  return hash.digest("hex");
}

function filesUnder(path) {
  let entries;
  try {
    entries = readdirSync(join(root, path), { withFileTypes: true });
  } catch (error) {
    if (error.code === "ENOTDIR") return [path];
    throw error;
  }
  return entries
    .filter(({ name }) => !name.startsWith("."))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const below = `${path}/${entry.name}`;
      return entry.isDirectory() ? filesUnder(below) : [below];
    });
}

/** Two launchers started together must not install or build into the same folder at once. */
async function oneAtATime(work, run) {
  const lock = join(root, ".cache", `${work}.lock`);
  mkdirSync(dirname(lock), { recursive: true });
  let waiting = false;
  while (!take(lock)) {
    if (!waiting) say(`Waiting for another ${work} of this folder to end.`);
    waiting = true;
    await sleep(300);
  }
  try {
    await run();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (ownerIsGone(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function ownerIsGone(lock) {
  try {
    const owner = Number(readFileSync(lock, "utf8"));
    if (!owner) return false;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await launch(async () => {
    await ensureInstalled();
    await ensureBuilt();
    return 0;
  });
}
