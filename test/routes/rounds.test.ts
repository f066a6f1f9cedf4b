import { beforeAll, describe, expect, it } from "vitest";
import { advanceRound } from "~/commands/advance-round.server";
import type { Actor } from "~/domain/people";
import { setClock } from "~/platform/clock.server";
import { makeActor, NOW } from "#test/factories";
import { makeRound, makeSheets, type MadeRound } from "#test/factories-rounds";
import { requestAs } from "#test/setup/app";
import { withDatabase } from "#test/setup/database";

/* Scores that appear nowhere else, so that any of them on a page is a leak. */
const SCORES = [
  [
    [235, 245, 315],
    [255, 215, 325],
    [225, 265, 335],
  ],
  [
    [195, 205, 285],
    [205, 185, 275],
    [185, 195, 325],
  ],
] as const;
const LEAKS = ["79.5", "80.5", "82.5", "68.5", "66.5", "70.5", "23.5", "24.5", "31.5", "33.5"];
const SECRETS = /"(scores|total|distribution)"/;

const shown = (text: string) => LEAKS.filter((value) => text.includes(value));

withDatabase("round and scoring pages", (held) => {
  let round: MadeRound;
  beforeAll(async () => {
    setClock(NOW);
    round = await makeRound(held.db);
    await makeSheets(held.db, round, SCORES);
  });
  const press = (actor: Actor, transition: string, expectedState: string) =>
    advanceRound(
      { db: held.db, actor, now: NOW, requestId: "t" },
      { roundId: round.id, transition, expectedState, reason: "" },
    );

  const admin = async (role: "system_admin" | "security_admin" | "auditor") =>
    makeActor(held.db, { organisationId: round.hospitalId, role });

  async function expectNothingLeaks() {
    const eyes: Actor[] = [round.office, round.witness, round.lead];
    eyes.push(await makeActor(held.db, { organisationId: round.hospitalId, role: "secretary" }));
    for (const role of ["system_admin", "security_admin", "auditor"] as const)
      eyes.push(await admin(role));
    const pages = [
      "/rounds",
      `/rounds/${round.id}`,
      `/rounds/${round.id}/panel`,
      `/rounds/${round.id}/sheets`,
      `/rounds/${round.id}/sheets.csv`,
      `/rounds/${round.id}/sheets.xlsx`,
      `/projects/${round.entries[0]!.projectId}/review`,
      "/scoring",
      `/scoring/${round.entries[0]!.id}`,
    ];
    for (const actor of eyes)
      for (const page of pages) {
        const answer = await requestAs(actor, page);
        expect(shown(answer.text), `${actor.role} ${page}`).toEqual([]);
        if (page.endsWith(".csv") || page.endsWith(".xlsx")) expect(answer.status).toBe(403);
        if (!page.includes("sheets.")) {
          const data = await requestAs(actor, `${page}.data`);
          expect(shown(data.text), `${actor.role} ${page}.data`).toEqual([]);
          expect(data.text, `${actor.role} ${page}.data`).not.toMatch(SECRETS);
        }
      }
  }

  describe("before the reveal", () => {
    it("shows the organiser counts and nobody a score, while scoring", async () => {
      const page = await requestAs(round.office, `/rounds/${round.id}`);
      expect(page.status).toBe(200);
      expect(page.text).toContain("3 / 3");
      expect(page.text).toContain("截止评分");
      await expectNothingLeaks();
    });

    it("shows an expert their own totals and nobody else's", async () => {
      const page = await requestAs(round.experts[0]!.actor, "/scoring");
      expect(shown(page.text)).toEqual(["79.5", "68.5"]);
      const entry = await requestAs(round.experts[0]!.actor, `/scoring/${round.entries[0]!.id}`);
      expect(entry.text).toContain("23.5");
      expect(entry.text).not.toContain("25.5<");
      expect(shown(entry.text).filter((value) => ["80.5", "82.5", "33.5"].includes(value))).toEqual(
        [],
      );
    });

    it("leaks nothing when closed and frozen either", async () => {
      await press(round.office, "close", "open");
      await expectNothingLeaks();
      await press(round.office, "freeze", "closed");
      await press(round.witness, "freeze", "closed");
      await expectNothingLeaks();
    });
  });

  describe("after the reveal", () => {
    beforeAll(async () => {
      await press(round.office, "reveal", "frozen");
    });

    it("shows all sheets to the organiser alone", async () => {
      const page = await requestAs(round.office, `/rounds/${round.id}/sheets`);
      expect(page.text).toContain("82.5");
      const csv = await requestAs(round.office, `/rounds/${round.id}/sheets.csv`);
      expect(csv.status).toBe(200);
      expect(csv.text).toContain("82.5");
      for (const actor of [
        round.witness,
        round.lead,
        round.experts[0]!.actor,
        await admin("system_admin"),
      ])
        expect((await requestAs(actor, `/rounds/${round.id}/sheets`)).status, actor.role).toBe(403);
    });

    it("shows the applicant the score of the project, without experts, sheets or places", async () => {
      const address = `/projects/${round.entries[0]!.projectId}/review`;
      const lead = await requestAs(round.lead, address);
      expect(lead.text).toContain("80.50");
      expect(lead.text).not.toContain("专家1");
      expect(lead.text).not.toContain("第 1 名");
      const office = await requestAs(round.office, address);
      expect(office.text).toContain("第 1 名（共 2 个）");
    });
  });

  it("keeps another hospital out of every page", async () => {
    const other = await makeRound(held.db);
    for (const page of ["", "/panel", "/sheets", "/sheets.csv", "/edit"])
      expect((await requestAs(other.office, `/rounds/${round.id}${page}`)).status, page).toBe(404);
    const list = await requestAs(other.office, "/rounds");
    expect(list.text).toContain(other.id);
    expect(list.text).not.toContain(round.id);
    const answer = await requestAs(other.office, `/rounds/${round.id}/transitions`, {
      transition: "annul",
      expectedState: "revealed",
      reason: "x",
    });
    expect(answer.status).toBe(404);
    const stranger = other.experts[0]!.actor;
    expect((await requestAs(stranger, `/scoring/${round.entries[0]!.id}`)).status).toBe(404);
  });

  describe("without script", () => {
    it("answers a refused press on the page of the round, with what is missing", async () => {
      const made = await makeRound(held.db);
      await requestAs(made.office, `/rounds/${made.id}/transitions`, {
        transition: "close",
        expectedState: "open",
        reason: "",
      });
      const answer = await requestAs(made.office, `/rounds/${made.id}/transitions`, {
        transition: "freeze",
        expectedState: "closed",
      });
      expect(answer.status).toBe(403);
      expect(answer.text).toContain(made.entries[0]!.title);
      expect(answer.text).toContain("有效评分表不足 2 份");
      const stale = await requestAs(made.office, `/rounds/${made.id}/transitions`, {
        transition: "close",
        expectedState: "open",
      });
      expect(stale.status).toBe(409);
    });

    it("scores by keys and boxes, keeps what was typed, and leads to the next entry", async () => {
      const made = await makeRound(held.db);
      const [first, second] = made.entries;
      const expert = made.experts[0]!.actor;
      const page = await requestAs(expert, `/scoring/${first!.id}`);
      expect(page.text).toContain('name="key.problem"');
      const half = await requestAs(expert, `/scoring/${first!.id}`, {
        intent: "submit",
        revision: "0",
        "key.problem": "270",
        "score.measures": "31",
        comment: "请补充老年患者使用率",
      });
      expect(half.status).toBe(422);
      expect(half.text).toContain("请补充老年患者使用率");
      expect(half.text).toContain('value="31"');
      const done = await requestAs(expert, `/scoring/${first!.id}`, {
        intent: "submit",
        revision: "0",
        "key.problem": "270",
        "score.measures": "26.5",
        "key.effect": "360",
      });
      expect([done.status, done.location]).toEqual([303, `/scoring/${second!.id}`]);
    });

    it("shows both versions when another device saved first", async () => {
      const made = await makeRound(held.db);
      const address = `/scoring/${made.entries[0]!.id}`;
      const expert = made.experts[0]!.actor;
      const save = (problem: string, revision: string) =>
        requestAs(expert, address, { intent: "save", revision, "score.problem": problem });
      expect((await save("21", "0")).status).toBe(303);
      const conflict = await save("29", "0");
      expect(conflict.status).toBe(409);
      expect(conflict.text).toContain("另一台设备");
      expect(conflict.text).toContain('name="revision" value="1"');
      expect((await save("29", "1")).status).toBe(303);
      const saved = await requestAs(expert, `${address}/save`, {
        revision: "0",
        "score.problem": "20",
      });
      expect(saved.status).toBe(409);
      expect(JSON.parse(saved.text).other.scores.problem).toBe(290);
    });

    it("sets up a round through the form and says what is wrong in it", async () => {
      const made = await makeRound(held.db, { state: "preparing" });
      await held.db.write("entries").where({ roundId: made.id }).update({ roundId: null });
      const address = `/rounds/new?cycle=${made.cycleId}&kind=establishment`;
      const page = await requestAs(made.office, address);
      expect(page.text).toContain(made.entries[0]!.title);
      const form = {
        cycleId: made.cycleId,
        kind: "establishment",
        name: "春季立项评审",
        rubricId: made.rubricId,
        minimumPanel: "2",
        minimumSheets: "x",
        aggregation: "mean",
        "tierName[0]": "一等奖",
        "tierQuota[0]": "3",
        projectIds: made.entries.map((entry) => entry.projectId!),
      };
      const wrong = await requestAs(made.office, address, form);
      expect(wrong.status).toBe(422);
      expect(wrong.text).toContain("春季立项评审");
      const made2 = await requestAs(made.office, address, { ...form, minimumSheets: "2" });
      expect(made2.status).toBe(303);
      const opened = await requestAs(made.office, made2.location!);
      expect(opened.text).toContain("春季立项评审");
      expect(opened.text).toContain(made.entries[1]!.title);
      const edit = await requestAs(made.office, `${made2.location}/edit`);
      expect(edit.text).toContain('value="一等奖"');
    });

    it("invites, accepts and declines through plain forms", async () => {
      const made = await makeRound(held.db, { state: "preparing", experts: 0 });
      const person = await makeActor(held.db, {
        organisationId: made.hospitalId,
        role: "expert",
        name: "周仁爱",
        username: `zhou-${held.db.kind}`,
      });
      const found = await requestAs(made.office, `/rounds/${made.id}/panel?q=zhourenai`);
      expect(found.text).toContain("周仁爱");
      const invited = await requestAs(made.office, `/rounds/${made.id}/panel`, {
        intent: "invite",
        personIds: person.personId,
        seat: "member",
      });
      expect(invited.status).toBe(303);
      const list = await requestAs(person, "/scoring");
      expect(list.text).toContain("接受邀请");
      const memberId = /name="memberId" value="(\w+)"/.exec(list.text)![1]!;
      const answered = await requestAs(person, "/scoring", { intent: "accept", memberId });
      expect(answered.status).toBe(303);
      expect((await requestAs(person, "/scoring")).text).toContain("已完成 0 / 2 项");
    });
  });
});
