import { createServer, request as send, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createApp } from "~/server/express.server";
import { config } from "~/platform/config.server";
import { log, loggedPath } from "~/platform/log.server";
import { serverBuild } from "#test/setup/routes";
import { withDatabase } from "#test/setup/database";

interface Answer {
  status: number;
  text: string;
}

withDatabase("the web server", (held) => {
  let server: Server;
  beforeAll(async () => {
    server = createServer(createApp(await serverBuild(), config(), held.folder));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });
  afterAll(() => new Promise((done) => server.close(done)));

  /** As a client that has only announced its body, or sends it piece by piece without saying how much. */
  function ask(
    method: string,
    path: string,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const { port } = server.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      const sent = send({ port, host: "127.0.0.1", method, path, headers }, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (part: string) => (text += part));
        answer.on("end", () => {
          resolve({ status: answer.statusCode ?? 0, text });
          sent.destroy();
        });
      });
      sent.on("error", reject);
      if (method === "GET") sent.end();
      else sent.flushHeaders();
    });
  }

  it("refuses a form that is larger than any of ours before reading it", async () => {
    const large = { "Content-Length": String(2 ** 31) };
    expect((await ask("POST", "/login", large)).status).toBe(413);
    expect((await ask("POST", "/projects/x/attachments", large)).status).toBe(413);
    expect((await ask("POST", "/login", { "Transfer-Encoding": "chunked" })).status).toBe(411);
  });

  it("answers an address that cannot be read without telling where its files lie", async () => {
    const { status, text } = await ask("GET", "/%E0%A4%A");
    expect(status).toBe(400);
    expect(text).not.toMatch(/node_modules|\.js|at /);
  });

  it("logs neither the set-up link nor the receipt of an objection", async () => {
    const written: unknown[] = [];
    const spy = vi.spyOn(log, "info").mockImplementation((facts: unknown) => {
      written.push(facts);
    });
    await ask("GET", "/setup/token-of-the-link");
    await ask("GET", "/notices/objection/ABCD-EFGH-JKMN-PQRS");
    spy.mockRestore();
    expect(written).toHaveLength(2);
    expect(JSON.stringify(written)).not.toMatch(/token-of|ABCD/);
    expect(loggedPath("/notices/objection/ABCD.data")).toBe("/notices/objection/…");
    expect(loggedPath("/projects/1")).toBe("/projects/1");
  });

  it("keeps the values of a failed statement out of the error that is logged", async () => {
    const score = "考核得分八十八";
    const failed: unknown = await held.db
      .write("people")
      .insert({ id: null, name: score })
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Error);
    expect((failed as Error).message).not.toContain(score);
    expect((failed as Error).message).toContain("insert into");
  });
});
