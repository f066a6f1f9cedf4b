import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "~/domain/people";
import { setClock } from "~/platform/clock.server";
import { config, useConfig } from "~/platform/config.server";
import { makeActor, NOW } from "#test/factories";
import { makeHospitalWorld, makeProject, type HospitalWorld } from "#test/factories-projects";
import { requestAs } from "#test/setup/app";
import { withDatabase } from "#test/setup/database";

const PDF = Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
/** The first bytes of a Windows program. */
const EXE = Buffer.concat([
  Buffer.from("MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff"),
  Buffer.alloc(200),
]);

withDatabase("attachments", (held) => {
  let world: HospitalWorld;
  let other: HospitalWorld;
  beforeAll(async () => {
    setClock(NOW);
    world = await makeHospitalWorld(held.db);
    other = await makeHospitalWorld(held.db, { name: "另一医院" });
  });
  const upload = (actor: Actor, projectId: string, ...files: [string, Buffer][]) => {
    const form = new FormData();
    for (const [name, bytes] of files) form.append("file", new File([new Uint8Array(bytes)], name));
    return requestAs(actor, `/projects/${projectId}/attachments`, form);
  };
  const rowsOf = async (subjectId: string) =>
    (await held.db.read("attachments").where({ subjectId }).orderBy("name")) as {
      id: string;
      name: string;
      mediaType: string;
      sha256: string;
      removedAt: string | null;
    }[];
  const left = () => {
    try {
      return readdirSync(join(config().filesPath, "tmp"));
    } catch {
      return [];
    }
  };

  describe("uploading", () => {
    it("keeps files under what they are, and shows them on the project", async () => {
      const { id } = await makeProject(held.db, world);
      const answer = await upload(world.lead, id, ["调查表（终稿）.pdf", PDF], ["照片.png", PNG]);
      expect(answer.status).toBe(303);
      expect((await rowsOf(id)).map((row) => row.mediaType).sort()).toEqual([
        "application/pdf",
        "image/png",
      ]);
      expect((await requestAs(world.lead, `/projects/${id}`)).text).toContain("调查表（终稿）.pdf");
      expect(left()).toEqual([]);
    });

    it.each([
      ["a program that calls itself a document", "报告.pdf", EXE],
      ["a program", "setup.exe", EXE],
      ["a picture that calls itself a PDF", "图.pdf", PNG],
      ["a web page", "index.html", Buffer.from("<script>alert(1)</script>")],
      ["bytes that call themselves text", "a.txt", Buffer.from([1, 0, 2, 0])],
    ])("refuses %s, with its name, and keeps nothing", async (_what, name, bytes) => {
      const { id } = await makeProject(held.db, world);
      const answer = await upload(world.lead, id, ["好的.pdf", PDF], [name, bytes]);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(`“${name}”不能上传`);
      expect(await rowsOf(id)).toEqual([]);
      expect(left()).toEqual([]);
    });

    it("takes text in UTF-8 and GB18030", async () => {
      const { id } = await makeProject(held.db, world);
      const gb = Buffer.from([0xc4, 0xe3, 0xba, 0xc3, 0x2c, 0x31]);
      const answer = await upload(world.lead, id, ["a.csv", gb], ["b.txt", Buffer.from("你好")]);
      expect(answer.status).toBe(303);
    });

    it("refuses what is too large or beyond the quota, and keeps nothing of it", async () => {
      const { id } = await makeProject(held.db, world);
      const before = config();
      const big = Buffer.concat([PDF, Buffer.alloc(70_000, 32)]);
      useConfig({ ...before, attachmentBytes: 65_536 });
      const large = await upload(world.lead, id, ["大.pdf", big]);
      useConfig({ ...before, projectQuotaBytes: 100_000 });
      expect((await upload(world.lead, id, ["一.pdf", big])).status).toBe(303);
      const quota = await upload(world.lead, id, ["二.pdf", big]);
      useConfig(before);
      expect(large.status).toBe(413);
      expect(large.text).toContain("“大.pdf”超过");
      expect(quota.status).toBe(413);
      expect(quota.text).toContain("附件总量不能超过");
      expect((await rowsOf(id)).map((row) => row.name)).toEqual(["一.pdf"]);
      expect(left()).toEqual([]);
    });

    it("asks for a file when none was chosen", async () => {
      const { id } = await makeProject(held.db, world);
      expect((await upload(world.lead, id)).status).toBe(422);
      expect((await upload(world.lead, id, ["", Buffer.alloc(0)])).status).toBe(422);
    });

    it("is for those who work in the project, while it may be edited", async () => {
      const draft = await makeProject(held.db, world);
      for (const actor of [world.colleague, other.lead])
        expect((await upload(actor, draft.id, ["a.pdf", PDF])).status).toBe(404);
      const sent = await makeProject(held.db, world, { state: "submitted" });
      expect((await upload(world.lead, sent.id, ["a.pdf", PDF])).status).toBe(409);
      expect(left()).toEqual([]);
    });

    it("can be taken back, twice without harm", async () => {
      const { id } = await makeProject(held.db, world);
      await upload(world.lead, id, ["a.pdf", PDF]);
      const attachmentId = (await rowsOf(id))[0]?.id ?? "";
      const remove = () => requestAs(world.lead, `/projects/${id}/attachments`, { attachmentId });
      expect((await remove()).status).toBe(303);
      expect((await remove()).status).toBe(303);
      expect((await requestAs(world.lead, `/attachments/${attachmentId}`)).status).toBe(404);
    });
  });

  describe("downloading", () => {
    let ids: Record<string, string>;
    beforeAll(async () => {
      const project = await makeProject(held.db, world);
      await upload(world.lead, project.id, ["调查表.pdf", PDF], ["数据.csv", Buffer.from("a,b")]);
      ids = Object.fromEntries((await rowsOf(project.id)).map((row) => [row.name, row.id]));
      await held.db.write("projects").where({ id: project.id }).update({ state: "submitted" });
    });
    const open = (actor: Actor | null, name: string, headers: Record<string, string> = {}) =>
      requestAs(actor, `/attachments/${ids[name] ?? ""}`, undefined, { headers });

    it("carries headers that make a file harmless, and its name in Chinese", async () => {
      const answer = await open(world.office, "调查表.pdf");
      expect(answer.status).toBe(200);
      expect(answer.text).toBe(PDF.toString());
      expect(answer.headers.get("Content-Type")).toBe("application/pdf");
      expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(answer.headers.get("Content-Security-Policy")).toContain("sandbox");
      expect(answer.headers.get("Content-Disposition")).toBe(
        `inline; filename="___.pdf"; filename*=UTF-8''${encodeURIComponent("调查表.pdf")}`,
      );
      expect((await open(world.office, "数据.csv")).headers.get("Content-Disposition")).toMatch(
        /^attachment/,
      );
    });

    it("is not sent again when it is known by its hash", async () => {
      const etag = `"${createHash("sha256").update(PDF).digest("hex")}"`;
      expect((await open(world.office, "调查表.pdf")).headers.get("ETag")).toBe(etag);
      expect((await open(world.office, "调查表.pdf", { "If-None-Match": etag })).status).toBe(304);
    });

    it("is for those who see the project: everybody else is told that nothing is there", async () => {
      for (const actor of [world.lead, world.head, world.secretary])
        expect((await open(actor, "调查表.pdf")).status, actor.role).toBe(200);
      const expert = await makeActor(held.db, {
        organisationId: world.hospital.id,
        role: "expert",
      });
      const admin = await makeActor(held.db, {
        organisationId: world.hospital.id,
        role: "system_admin",
      });
      for (const actor of [
        other.office,
        other.lead,
        world.colleague,
        expert,
        admin,
        world.appraiser,
      ]) {
        const answer = await open(actor, "调查表.pdf");
        expect(answer.status, actor.role).toBe(404);
        expect(answer.text).not.toContain("%PDF");
      }
      expect((await open(null, "调查表.pdf")).status).toBe(303);
    });
  });
});
