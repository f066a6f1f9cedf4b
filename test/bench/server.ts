import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:http";
import { createServer as createSocket } from "node:net";
import autocannon from "autocannon";

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket();
    socket.on("error", reject);
    socket.listen(0, "127.0.0.1", () => {
      const address = socket.address();
      socket.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

export interface Running {
  origin: string;
  process: ChildProcess;
  /** Milliseconds from start to the first answer. */
  startMs: number;
  /** Resident memory in MB, or null where the system does not tell. */
  memoryMb(): Promise<number | null>;
  stop(): Promise<void>;
}

/** Starts the built product on a database, as `npm start` does. */
export async function startProduct(path: string): Promise<Running> {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, ["build/server/main.js"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      DATABASE_PATH: path,
      DATABASE_URL: "",
      PORT: String(port),
      HOST: "127.0.0.1",
      LOG_LEVEL: "error",
      IDLE_MINUTES: "100000000",
    },
    stdio: ["ignore", 2, 2], // faults are told on standard error; the table is on standard output
  });
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    if (child.exitCode !== null) throw new Error("the server did not start");
    const up = await fetch(`${origin}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (up) break;
    if (tries > 400) throw new Error("the server does not answer");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    origin,
    process: child,
    startMs: performance.now() - started,
    memoryMb: async () => {
      const { readFile } = await import("node:fs/promises");
      const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
      const kb = /VmRSS:\s+(\d+)/.exec(status)?.[1];
      return kb ? Number(kb) / 1024 : null;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill("SIGTERM");
      }),
  };
}

/** What node's plain http answers on this machine in the same minutes: the yardstick. */
export async function measureHello(seconds: number): Promise<number> {
  const server = createServer((_request, response) => {
    response.end("hello");
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: 10,
    duration: seconds,
  });
  await new Promise((resolve) => server.close(resolve));
  return result.requests.average;
}

export interface Rate {
  perSecond: number;
  p50: number;
  bytes: number;
}

/** Requests a page with 10 connections; throws when it does not answer 200. */
export async function measurePage(url: string, token: string, seconds: number): Promise<Rate> {
  const headers = { Cookie: cookieOf(token) };
  const once = await fetch(url, { headers, redirect: "manual" });
  if (once.status !== 200) throw new Error(`${url} answers ${once.status}`);
  const bytes = (await once.arrayBuffer()).byteLength;
  const result = await autocannon({ url, connections: 10, duration: seconds, headers });
  if (result.non2xx > 0) throw new Error(`${url}: ${result.non2xx} answers were not 200`);
  return { perSecond: result.requests.average, p50: result.latency.p50, bytes };
}

export function cookieOf(token: string): string {
  const value = Buffer.from(JSON.stringify(token)).toString("base64");
  return `xianban_session=${encodeURIComponent(value)}`;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};
