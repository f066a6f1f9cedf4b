import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { advanceProject } from "~/commands/advance-project.server";
import { saveClosure, proposeGrade } from "~/commands/save-closure.server";
import { nameVerifier, recordFinding, saveEffect } from "~/commands/save-effect.server";
import { sealPackage } from "~/commands/seal-package.server";
import { insertAttachment } from "~/data/attachments.server";
import { findArchive, openArchive } from "~/data/closures.server";
import { effectVersions, findEffect } from "~/data/effect-evaluations.server";
import { newId } from "~/data/ids.server";
import type { Actor } from "~/domain/people";
import { Refused } from "~/domain/refusal";
import { storedPath } from "~/platform/uploads.server";
import { readPackage } from "~/platform/zip.server";
import { withDatabase } from "#test/setup/database";
import { NOW } from "#test/factories";
import { contextOf, makeHospitalWorld, type HospitalWorld } from "#test/factories-projects";
import { makeClosure, makeEffect, makeEvaluating, INDICATOR } from "#test/factories-execution";

const refusalOf = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refused) return [error.refusal.code, error.refusal.status];
    throw error;
  }
  return null;
};

withDatabase("effect, closure and archive", (held) => {
  let world: HospitalWorld;
  let other: HospitalWorld;
  const as = (actor: Actor, now = NOW) => contextOf(held.db, actor, now);
  const rowOf = async (id: string) =>
    (await held.db.read("projects").where({ id }).first()) as Record<
      string,
      string | number | null
    >;
  const verify = (
    actor: Actor,
    projectId: string,
    now = NOW,
    finding = "已抽查原始数据，口径一致",
  ) =>
    recordFinding(as(actor, now), {
      projectId,
      finding,
      expectedState: "evaluating",
      verify: true,
    });
  const pressed = (
    actor: Actor,
    projectId: string,
    transition: string,
    expectedState: string,
    { reason = "", now = NOW, dueOn = "" } = {},
  ) =>
    advanceProject(as(actor, now), {
      projectId,
      transition,
      expectedState,
      reason,
      input: { ...(dueOn ? { dueOn } : {}) },
    });

  beforeAll(async () => {
    world = await makeHospitalWorld(held.db);
    other = await makeHospitalWorld(held.db, { name: "邻近医院" });
  });

  describe("the measurement", () => {
    it("begins with the charter's targets and baselines", async () => {
      const { id } = await makeEvaluating(held.db, world, { submitted: false });
      const draft = await findEffect(held.db.read, id);
      expect(draft).toMatchObject({ version: 1, state: "draft" });
      expect(draft?.body.indicators[0]).toMatchObject({
        indicator: INDICATOR,
        kind: "proportion",
        before: { numerator: "1204", denominator: "8310" },
        after: { numerator: "" },
      });
    });

    it("is verified by a quality officer who is outside the project, never by its lead", async () => {
      const { id } = await makeEvaluating(held.db, world);
      expect(await refusalOf(verify(world.lead, id))).toEqual(["not_permitted", 403]);
      expect(await refusalOf(verify({ ...world.qc, personId: world.lead.personId }, id))).toEqual([
        "not_your_step",
        403,
      ]);
      expect(await refusalOf(verify(other.qc, id))).toEqual(["not_found", 404]);
      expect(await refusalOf(verify(world.qc, id, NOW, "  "))).toEqual(["finding_missing", 422]);
      expect((await verify(world.qc, id))?.to).toBe("closing");
      expect(await findEffect(held.db.read, id)).toMatchObject({
        state: "verified",
        verifiedByName: world.qc.name,
      });
    });

    it("may be an honest null effect", async () => {
      const side = (from: string, to: string) => ({
        numerator: "600",
        denominator: "8000",
        from,
        to,
        source: "叫号系统",
      });
      const [row] = makeEffect().indicators;
      if (!row) throw new Error("no indicator");
      const body = makeEffect({
        indicators: [
          {
            ...row,
            before: { ...row.before, ...side("2023-09-01", "2023-11-30") },
            after: { ...row.after, ...side("2024-09-01", "2024-11-30") },
          },
        ],
      });
      const { id } = await makeEvaluating(held.db, world, { effect: body });
      expect((await verify(world.qc, id))?.to).toBe("closing");
    });

    it("is not verified before it was handed in, and not handed in with gaps", async () => {
      const { id } = await makeEvaluating(held.db, world, { submitted: false });
      expect(await refusalOf(verify(world.qc, id))).toEqual(["effect_not_submitted", 409]);
      const submit = saveEffect(as(world.lead), {
        projectId: id,
        version: 1,
        revision: 0,
        body: makeEffect({ confounders: "" }),
        submit: true,
      });
      expect(await refusalOf(submit)).toEqual(["form_incomplete", 422]);
    });

    it("goes to an outsider whom the office named, once named", async () => {
      const { id } = await makeEvaluating(held.db, world);
      expect(await refusalOf(verify(world.liaison, id))).toEqual(["out_of_reach", 403]);
      const name = (personId: string) =>
        nameVerifier(as(world.office), { projectId: id, personId });
      expect(await refusalOf(name(world.lead.personId))).toEqual(["verifier_not_outside", 422]);
      expect(await refusalOf(name(other.liaison.personId))).toEqual(["verifier_not_outside", 422]);
      await name(world.liaison.personId);
      expect((await verify(world.liaison, id))?.to).toBe("closing");
    });

    it("when contested stays in evaluation, and a second version answers it", async () => {
      const { id } = await makeEvaluating(held.db, world);
      const save = (version: number, revision: number, submit: boolean) =>
        saveEffect(as(world.lead, "2024-03-06T02:00:00.000Z"), {
          projectId: id,
          version,
          revision,
          body: makeEffect({ threeRates: "满意率 94%" }),
          submit,
        });
      expect(await refusalOf(save(1, 1, false))).toEqual(["effect_submitted", 409]);
      const contest = await pressed(world.qc, id, "contest", "evaluating", {
        reason: "分母口径不符",
        now: "2024-03-05T02:00:00.000Z",
        dueOn: "2024-03-20",
      });
      expect(contest.to).toBe("evaluating");
      expect((await rowOf(id)).dueOn).toBe("2024-03-20");
      expect(await save(1, 1, false)).toMatchObject({ version: 2, revision: 1 });
      expect(await refusalOf(save(1, 1, false))).toEqual(["draft_changed", 409]);
      await save(2, 1, true);
      expect((await effectVersions(held.db.read, id)).map((row) => row.state)).toEqual([
        "submitted",
        "contested",
      ]);
      expect((await verify(world.qc, id))?.to).toBe("closing");
    });

    it("is given up on only after its day, extended once; then it is shown as unverified", async () => {
      const { id } = await makeEvaluating(held.db, world);
      const due = (await rowOf(id)).dueOn as string;
      expect(due).toBe("2024-05-03");
      const giveUp = (now: string) =>
        pressed(world.office, id, "give_up_waiting", "evaluating", { reason: "无人核验", now });
      expect(await refusalOf(giveUp("2024-04-01T02:00:00.000Z"))).toEqual(["not_due_yet", 403]);
      expect(await refusalOf(giveUp("2024-05-04T02:00:00.000Z"))).toEqual(["extend_first", 403]);
      await pressed(world.office, id, "extend", "evaluating", {
        reason: "核验人出差",
        now: "2024-05-04T02:00:00.000Z",
      });
      expect(await refusalOf(giveUp("2024-05-18T02:00:00.000Z"))).toEqual(["not_due_yet", 403]);
      expect((await giveUp("2024-05-19T02:00:00.000Z")).to).toBe("closing");
      expect((await rowOf(id)).isUnverified).toBe(1);
      expect((await findEffect(held.db.read, id))?.state).toBe("unverified");
    });
  });

  describe("closure", () => {
    const inClosing = async () => {
      const project = await makeEvaluating(held.db, world);
      await verify(world.qc, project.id);
      return project.id;
    };

    it("is rectified once, and the evaluation goes on from what it was", async () => {
      const id = await inClosing();
      expect(
        (
          await pressed(world.office, id, "rectify", "closing", {
            reason: "成果未固化",
            dueOn: "2024-04-10",
          })
        ).to,
      ).toBe("rectifying");
      expect((await pressed(world.lead, id, "resubmit_effect", "rectifying")).to).toBe(
        "evaluating",
      );
      const latest = await findEffect(held.db.read, id);
      expect(latest).toMatchObject({ version: 2, state: "draft" });
      expect(latest?.body.sustainability).toBe("已写入窗口排班制度");
      await saveEffect(as(world.lead), {
        projectId: id,
        version: 2,
        revision: 0,
        body: makeEffect(),
        submit: true,
      });
      await verify(world.qc, id);
      const again = pressed(world.office, id, "rectify", "closing", {
        reason: "再改",
        dueOn: "2024-04-10",
      });
      expect(await refusalOf(again)).toEqual(["rectified_already", 403]);
    });

    it("has a report that nobody saves over, whole when handed in, and a grade proposed by the office", async () => {
      const id = await inClosing();
      const save = (actor: Actor, revision: number, submit: boolean, body = makeClosure()) =>
        saveClosure(as(actor), { projectId: id, revision, body, submit });
      expect(
        await refusalOf(proposeGrade(as(world.office), { projectId: id, grade: "excellent" })),
      ).toEqual(["closure_not_submitted", 409]);
      await save(world.lead, 0, false, makeClosure({ completion: "" }));
      expect(await refusalOf(save(world.lead, 0, false))).toEqual(["draft_changed", 409]);
      expect(await refusalOf(save(world.lead, 1, true, makeClosure({ outputs: [] })))).toEqual([
        "form_incomplete",
        422,
      ]);
      await save(world.lead, 1, true);
      expect(await refusalOf(save(other.lead, 2, false))).toEqual(["not_found", 404]);
      expect(
        await refusalOf(proposeGrade(as(other.office), { projectId: id, grade: "excellent" })),
      ).toEqual(["not_found", 404]);
      await proposeGrade(as(world.office), { projectId: id, grade: "excellent" });
      const stored = (await held.db
        .read("closureReports")
        .where({ projectId: id })
        .first("proposedGrade")) as { proposedGrade: string };
      expect(stored.proposedGrade).toBe("excellent");
    });
  });

  describe("the archive", () => {
    const closed = async () => {
      const project = await makeEvaluating(held.db, world);
      await verify(world.qc, project.id);
      await saveClosure(as(world.lead), {
        projectId: project.id,
        revision: 0,
        body: makeClosure(),
        submit: true,
      });
      await held.db
        .write("projects")
        .where({ id: project.id })
        .update({ state: "closed", outcome: "qualified" });
      return project;
    };
    const attach = async (projectId: string) => {
      const id = newId();
      const storageKey = `${id.slice(0, 2)}/${id}`;
      const content = Buffer.from("月报 <script>alert(1)</script>");
      mkdirSync(dirname(storedPath(storageKey)), { recursive: true });
      writeFileSync(storedPath(storageKey), content);
      await held.db.write.transaction((tx) =>
        insertAttachment(tx, {
          id,
          subjectKind: "project",
          subjectId: projectId,
          purpose: "closure",
          hospitalId: world.hospital.id,
          name: "叫号系统月报.txt",
          mediaType: "text/plain",
          size: content.length,
          sha256: createHash("sha256").update(content).digest("hex"),
          storageKey,
          uploadedBy: world.lead.personId,
          uploadedAt: NOW,
          removedAt: null,
        }),
      );
      return id;
    };

    it("holds everything, each member under the hash of the manifest, and can be read offline", async () => {
      const project = await closed();
      const file = await attach(project.id);
      const { digest } = await sealPackage(as(world.office), {
        projectId: project.id,
        expectedState: "closed",
      });
      const archive = await findArchive(held.db.read, project.id);
      expect(archive?.digest).toBe(digest);
      expect((await rowOf(project.id)).archivedAt).toBe(NOW);
      const folder = join(held.folder, `unpacked-${project.id}`);
      const manifest = await readPackage(storedPath(archive?.storageKey ?? ""), folder);
      expect(manifest.files.map((one) => one.name)).toEqual(
        expect.arrayContaining([
          "index.html",
          "application/version-1.json",
          "charter/version-1.json",
          "effect/version-1.json",
          "closure/report.json",
          "events.json",
          `attachments/${file}-叫号系统月报.txt`,
        ]),
      );
      for (const one of manifest.files) {
        const bytes = readFileSync(join(folder, one.name));
        expect(createHash("sha256").update(bytes).digest("hex"), one.name).toBe(one.sha256);
      }
      expect(
        createHash("sha256")
          .update(readFileSync(join(folder, "manifest.json")))
          .digest("hex"),
      ).toBe(digest);
      const page = readFileSync(join(folder, "index.html"), "utf8");
      expect(page).toContain(project.code);
      expect(page).toContain("合格");
      expect(page.match(/<script|https?:|\{\{|>[a-z_]+[:.][a-z_.]+</g)).toBeNull();
    });

    it("is sealed once, by the office, and only at an end", async () => {
      const project = await closed();
      const seal = (actor: Actor, expectedState = "closed") =>
        sealPackage(as(actor), { projectId: project.id, expectedState });
      expect(await refusalOf(seal(world.lead))).toEqual(["not_permitted", 403]);
      expect(await refusalOf(seal(other.office))).toEqual(["not_found", 404]);
      await seal(world.office);
      expect(await refusalOf(seal(world.office))).toEqual(["already_archived", 409]);
      const running = await makeEvaluating(held.db, world);
      const early = sealPackage(as(world.office), {
        projectId: running.id,
        expectedState: "evaluating",
      });
      expect(await refusalOf(early)).not.toBeNull();
      expect(await findArchive(held.db.read, running.id)).toBeNull();
    });

    it("is given to whoever sees the project and to nobody of another hospital", async () => {
      const project = await closed();
      await sealPackage(as(world.office), { projectId: project.id, expectedState: "closed" });
      expect((await openArchive(held.db.read, world.lead, project.id)).code).toBe(project.code);
      for (const stranger of [other.office, other.lead, other.qc, world.colleague])
        expect(await refusalOf(openArchive(held.db.read, stranger, project.id))).toEqual([
          "not_found",
          404,
        ]);
    });
  });
});
