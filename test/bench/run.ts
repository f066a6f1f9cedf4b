import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureHello, measurePage, median, startProduct, type Running } from "./server";
import { submitSheets } from "./submit";
import { buildWorld, SIZES, type BenchWorld, type Size } from "./world";

/*
 * npm run bench -- [--only NAME] [--size S|M|L|XL] [--runs 5] [--seconds 2]
 * Builds the set, starts the production server, measures, prints one table with medians and, beside
 * each rate, its ratio to plain node http ("hello") in the same run; writes build/bench/<size>.json.
 */

interface Figure {
  name: string;
  value: number;
  unit: string;
  perHello?: number;
  note?: string;
}

interface Measuring {
  world: BenchWorld;
  server: Running;
  seconds: number;
  runs: number;
}

async function page(m: Measuring, path: string, token: string): Promise<Figure[]> {
  const rates = [];
  for (let run = 0; run < m.runs; run += 1)
    rates.push(await measurePage(m.server.origin + path, token, m.seconds));
  return [
    {
      name: "requests",
      value: median(rates.map((rate) => rate.perSecond)),
      unit: "/s",
      note: `p50 ${median(rates.map((rate) => rate.p50))} ms, ${Math.round((rates[0]?.bytes ?? 0) / 1024)} KiB of HTML`,
    },
  ];
}

const BENCHES: Record<string, (m: Measuring) => Promise<Figure[]>> = {
  list: (m) => page(m, `/cycles/${m.world.cycleId}/standing`, m.world.organiserToken),
  entry: (m) =>
    page(m, `/cycles/${m.world.cycleId}/standing/${m.world.entryIds[0]}`, m.world.organiserToken),
  submit: (m) => submitSheets(m.world, m.server),
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      size: { type: "string", default: "S" },
      runs: { type: "string", default: "5" },
      seconds: { type: "string", default: "2" },
    },
  });
  const size = values.size as Size;
  if (!(size in SIZES)) throw new Error(`--size is one of ${Object.keys(SIZES).join(", ")}`);
  const names = values.only ? [values.only] : Object.keys(BENCHES);
  for (const name of names)
    if (!(name in BENCHES)) throw new Error(`--only is one of ${Object.keys(BENCHES).join(", ")}`);

  const folder = mkdtempSync(join(tmpdir(), "xianban-bench-"));
  const path = join(folder, "bench.sqlite3");
  const { entries, experts, sheets } = SIZES[size];
  process.stdout.write(
    `Set ${size}: ${entries} entries × ${experts} experts, ${sheets} sheets each\n`,
  );
  const built = performance.now();
  const world = await buildWorld(path, size, new Date().toISOString());
  process.stdout.write(`built in ${((performance.now() - built) / 1000).toFixed(1)} s\n`);
  const server = await startProduct(path);
  try {
    await report(size, names, {
      world,
      server,
      seconds: Number(values.seconds),
      runs: Number(values.runs),
    });
  } finally {
    await server.stop();
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function report(size: Size, names: readonly string[], measuring: Measuring): Promise<void> {
  const { server, seconds } = measuring;
  const hello = await measureHello(seconds);
  const rows: (Figure & { bench: string })[] = [
    { bench: "hello", name: "requests", value: hello, unit: "/s", perHello: 1 },
    { bench: "start", name: "first answer", value: server.startMs, unit: "ms" },
  ];
  for (const name of names)
    for (const figure of (await BENCHES[name]?.(measuring)) ?? [])
      rows.push({
        bench: name,
        ...figure,
        ...(figure.unit === "/s" ? { perHello: figure.value / hello } : {}),
      });
  const memory = await server.memoryMb();
  if (memory !== null) rows.push({ bench: "memory", name: "resident", value: memory, unit: "MB" });

  for (const row of rows)
    process.stdout.write(
      `${row.bench.padEnd(8)} ${row.name.padEnd(28)} ${row.value.toFixed(1).padStart(10)} ${row.unit.padEnd(3)}` +
        `${row.perHello === undefined ? "" : `  ${row.perHello.toFixed(5)} of hello`}` +
        `${row.note ? `  ${row.note}` : ""}\n`,
    );
  mkdirSync("build/bench", { recursive: true });
  writeFileSync(`build/bench/${size}.json`, `${JSON.stringify({ size, rows }, null, 2)}\n`);
}

await main();
