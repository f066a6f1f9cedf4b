// npm test: every check of the project, each reported with its duration.
// npm test -- --only STEP[,STEP] [arguments of that step]: some of them, with their output as it comes.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { findChromium, howToInstallChromium } from "./find-chromium.mjs";
import { findPostgres } from "./find-postgres.mjs";
import { Explained, ensureInstalled, exitOf, launch, root, whenOrphaned } from "./prepare.mjs";

const reports = {
  vitest: join(root, "test-results/vitest.json"),
  browser: join(root, "test-results/browser.json"),
};
const vitest = (name, ...args) => [
  "node_modules/vitest/vitest.mjs",
  "run",
  ...args,
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${reports[name]}`,
];

const steps = [
  { name: "typecheck", args: ["node_modules/typescript/bin/tsc", "--noEmit"] },
  { name: "eslint", args: ["node_modules/eslint/bin/eslint.js", "--max-warnings", "0", "."] },
  { name: "prettier", args: ["node_modules/prettier/bin/prettier.cjs", "--check", "."] },
  { name: "rooms", args: roomsCheck() },
  { name: "build", args: ["scripts/prepare.mjs"] },
  { name: "vitest", args: vitest("vitest"), alone: true },
  {
    name: "browser",
    args: vitest("browser", "--config", "vitest.browser.config.ts"),
    alone: true,
    needs: "build",
  },
];

const running = new Set();
const abandon = () => {
  for (const child of running) child.kill("SIGTERM");
  process.exit(130);
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, abandon);
whenOrphaned(abandon);

await launch(async () => {
  const { only, rest } = argumentsOf(process.argv.slice(2));
  await ensureInstalled();
  const env = { ...process.env, ...(await testDatabase()) };
  if (only.length > 0) return runSome(only, rest, env);
  return runAll(env);
});

/** @returns {Promise<number>} the exit status */
async function runAll(env) {
  const began = Date.now();
  const chromium = findChromium();
  const required = Boolean(process.env.XIANBAN_REQUIRE_BROWSER);
  if (!chromium && required) throw new Explained(`No Chromium found: ${howToInstallChromium}.`);

  for (const report of Object.values(reports)) rmSync(report, { force: true });
  const results = new Map();
  const carryOut = async (step) => {
    const blocked = step.needs && results.get(step.needs)?.status !== 0;
    const result = blocked
      ? { status: 1, output: `Not run: ${step.needs} failed.\n`, seconds: 0 }
      : await capture(step, env);
    results.set(step.name, result);
    print(step.name, result);
  };

  await inLanes(
    steps.filter(({ alone }) => !alone),
    Math.min(2, availableParallelism()),
    carryOut,
  );
  for (const step of steps.filter(({ alone }) => alone)) {
    if (step.name === "browser" && !chromium) continue;
    console.log(`  ${step.name} …`);
    await carryOut(step);
  }

  if (env.TEST_DATABASE_URL === "none") {
    console.log(
      "PostgreSQL tests left out: nothing answers at 127.0.0.1:5432/test; start one or set TEST_DATABASE_URL.",
    );
  } else
    console.log("PostgreSQL tests ran beside SQLite (TEST_DATABASE_URL or 127.0.0.1:5432/test).");
  if (!chromium) {
    console.log(`Browser tests left out: no Chromium found; ${howToInstallChromium}.`);
  }
  return conclude(results, began);
}

async function runSome(only, rest, env) {
  const unknown = only.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    const known = steps.map(({ name }) => name).join(", ");
    throw new Explained(`No such step: ${unknown.join(", ")}. There are: ${known}.`);
  }
  let failed = 0;
  for (const step of steps.filter(({ name }) => only.includes(name))) {
    const child = spawn(process.execPath, [...step.args, ...rest], {
      cwd: root,
      env,
      stdio: "inherit",
    });
    running.add(child);
    if ((await exitOf(child)) !== 0) failed += 1;
    running.delete(child);
  }
  return failed === 0 ? 0 : 1;
}

async function capture(step, env) {
  const began = Date.now();
  const child = spawn(process.execPath, step.args, {
    cwd: root,
    env: { ...env, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" }) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const chunks = [];
  child.stdout.on("data", (chunk) => chunks.push(chunk));
  child.stderr.on("data", (chunk) => chunks.push(chunk));
  const status = await exitOf(child);
  running.delete(child);
  return {
    status,
    output: Buffer.concat(chunks).toString("utf8"),
    seconds: (Date.now() - began) / 1000,
  };
}

async function inLanes(work, lanes, carryOut) {
  const waiting = [...work];
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) await carryOut(step);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

function print(name, { status, output, seconds }) {
  console.log(`${status === 0 ? "ok  " : "FAIL"} ${name.padEnd(10)} ${seconds.toFixed(1)} s`);
  if (status !== 0) console.log(output.trimEnd());
}

/** A step that fails without a failed test of its own (a type error, say) counts as one failure. */
function conclude(results, began) {
  let passed = 0;
  let failed = 0;
  for (const [name, { status }] of results) {
    const tests = testsIn(reports[name]);
    passed += tests.passed;
    failed += status === 0 ? 0 : Math.max(1, tests.failed);
    if (tests.skipped > 0) console.log(`${name}: ${tests.skipped} tests skipped`);
  }
  const broken = [...results].filter(([, { status }]) => status !== 0).map(([name]) => name);
  if (broken.length > 0) console.log(`Failed: ${broken.join(", ")}`);
  console.log(`Took ${((Date.now() - began) / 1000).toFixed(0)} s`);
  console.log(`${passed} passed, ${failed} failed`);
  return broken.length === 0 ? 0 : 1;
}

function testsIn(report) {
  if (!report || !existsSync(report)) return { passed: 0, failed: 0, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
    readFileSync(report, "utf8"),
  );
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
}

/** Asked once, patiently, so that a busy machine does not leave PostgreSQL out of some files only. */
async function testDatabase() {
  return { TEST_DATABASE_URL: (await findPostgres(3000)) ?? "none" };
}

function roomsCheck() {
  const { rooms } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts;
  return [
    "node_modules/dependency-cruiser/bin/dependency-cruise.mjs",
    ...rooms.split(" ").slice(1),
  ];
}

function argumentsOf(given) {
  const at = given.indexOf("--only");
  if (at === -1) {
    if (given.length === 0) return { only: [], rest: [] };
    throw new Explained("Usage: npm test [-- --only STEP[,STEP] [arguments of that step]]");
  }
  return {
    only: (given[at + 1] ?? "").split(","),
    rest: [...given.slice(0, at), ...given.slice(at + 2)],
  };
}
