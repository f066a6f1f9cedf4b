import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The built product serving a freshly made demo database, for tests that need a real browser. */
export interface DemoServer {
  origin: string;
  /** What the server said on standard error: faults and missing texts. */
  said(): string;
  /** The cookie header of a signed-in demo account. */
  cookie(username: string): Promise<string>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createServer();
    socket.on("error", reject);
    socket.listen(0, "127.0.0.1", () => {
      const address = socket.address();
      socket.close(() => {
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
  });
}

export async function startDemoServer(): Promise<DemoServer> {
  if (!existsSync("build/server/main.js")) throw new Error("Build first: npm run build");
  const folder = mkdtempSync(join(tmpdir(), "xianban-demo-"));
  const port = await freePort();
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    XIANBAN_DEMO: "1",
    DATABASE_PATH: join(folder, "demo.sqlite3"),
    DATABASE_URL: "",
    PORT: String(port),
    HOST: "127.0.0.1",
    LOG_LEVEL: "warn",
  };
  // The server under test is a program of its own, not a part of the test runner.
  for (const name of Object.keys(env)) if (/^VITEST|^TEST$/.test(name)) delete env[name];
  const loaded = spawnSync(process.execPath, ["build/server/cli.js", "demo"], {
    env,
    encoding: "utf8",
  });
  if (loaded.status !== 0) throw new Error(`The demo could not be made:\n${loaded.stderr}`);
  const child: ChildProcess = spawn(process.execPath, ["build/server/main.js"], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (chunk: Buffer) => {
    output += chunk.toString("utf8");
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    const up = await fetch(`${origin}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (up) break;
    if (child.exitCode !== null || tries > 600)
      throw new Error(`The demo server does not answer:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const cookies = new Map<string, Promise<string>>();
  const signIn = async (username: string): Promise<string> => {
    const answer = await fetch(`${origin}/login`, {
      method: "POST",
      redirect: "manual",
      headers: { Origin: origin },
      body: new URLSearchParams({ username, password: "xianban-demo" }),
    });
    const cookie = answer.headers.get("set-cookie")?.split(";")[0];
    if (answer.status !== 303 || !cookie)
      throw new Error(`${username} cannot sign in: ${answer.status}`);
    return cookie;
  };
  return {
    origin,
    said: () =>
      output
        .split("\n")
        .filter((line) => /missing text|"level":[56]0/.test(line))
        .join("\n"),
    cookie(username) {
      let cookie = cookies.get(username);
      if (!cookie) {
        cookie = signIn(username);
        cookies.set(username, cookie);
      }
      return cookie;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => {
          rmSync(folder, { recursive: true, force: true });
          resolve();
        });
        child.kill("SIGTERM");
      }),
  };
}

export const DEMO_ROLES = [
  "office",
  "lead",
  "head",
  "expert01",
  "chair",
  "secretary",
  "member01",
  "clerk",
  "witness",
  "qc",
  "liaison",
  "leader",
  "centre",
  "appraiser",
  "sysadmin",
  "secadmin",
  "auditor",
  "office2",
  "lead2",
] as const;
