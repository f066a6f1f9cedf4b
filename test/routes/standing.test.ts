import { beforeAll, expect, it } from "vitest";
import { advanceRound } from "~/commands/advance-round.server";
import { ADMIN_ROLES, type Actor, type Role } from "~/domain/people";
import type { Rubric } from "~/domain/rubric/score";
import { setClock } from "~/platform/clock.server";
import { withDatabase } from "#test/setup/database";
import { requestAs } from "#test/setup/app";
import { makeActor, makeOrganisation, NOW } from "#test/factories";
import { as } from "#test/factories-municipal";
import { makeRound, makeSheets, type MadeRound } from "#test/factories-rounds";

/** One criterion in hundredths, so that means end in half a hundredth: 90.14 and 90.15 give 90.145. */
const RUBRIC: Rubric = {
  scale: 100,
  criteria: [
    {
      key: "all",
      name: "总评",
      weight: "1",
      maximum: 10_000,
      step: 1,
      anchors: [],
      comment: "none",
    },
  ],
};

const ENDINGS = ["", ".json", ".csv", ".xlsx"] as const;

withDatabase("the standing of a municipal review", (held) => {
  let round: MadeRound;
  let participant: Actor;
  let stranger: Actor;
  let appraiser: Actor;
  const path = () => `/cycles/${round.cycleId}/standing`;
  const press = (actor: Actor, transition: string, expectedState: string) =>
    advanceRound(as(held.db, actor), { roundId: round.id, transition, expectedState, reason: "" });
  const holder = (role: Role, organisationId: string) =>
    makeActor(held.db, { organisationId, role });

  beforeAll(async () => {
    setClock(NOW);
    round = await makeRound(held.db, {
      kind: "municipal",
      state: "closed",
      entries: 5,
      experts: 3,
      rubric: RUBRIC,
      rule: {
        minimumSheets: 2,
        tiers: {
          basis: "overall",
          list: [
            { key: "first", name: "一等奖", quota: 1 },
            { key: "second", name: "二等奖", quota: 1 },
          ],
        },
      },
    });
    const owners = (await held.db
      .read("entries")
      .where({ roundId: round.id })
      .orderBy("position")
      .pluck("organisationId")) as string[];
    for (const organisationId of owners)
      await held.db.write("cycleParticipants").insert({ cycleId: round.cycleId, organisationId });
    participant = await holder("office", owners[0]!);
    const other = await makeOrganisation(held.db, { kind: "hospital", name: "未参评医院" });
    stranger = await holder("office", other.id);
    appraiser = await holder("appraiser", round.hospitalId);
    // The third expert belongs to the hospital of the first entry: that cell is absent.
    await held.db.write("recusals").insert({
      id: "recusal-1",
      roundId: round.id,
      panelMemberId: round.experts[2]!.memberId,
      entryId: round.entries[0]!.id,
      kind: "same_employer",
      isAutomatic: 1,
      declaredAt: NOW,
    });
    await makeSheets(
      held.db,
      round,
      [
        [[9014], [9015], null],
        [[9000], [9000], [9000]],
        [[9000], [9000], [9000]],
        [[8000], [8000], [8001]],
        [[7000], [7000], [7000]],
      ],
      RUBRIC,
    );
    await press(round.office, "freeze", "closed");
    await press(round.witness, "freeze", "closed");
  });

  it("is closed to everybody before the reveal, in every form", async () => {
    for (const actor of [round.office, round.witness, participant, appraiser, stranger])
      for (const ending of [...ENDINGS, ".data"]) {
        const answer = await requestAs(actor, path() + ending);
        expect(answer.text, `${actor.role} ${ending}`).not.toMatch(/90\.1|90\.00|80\.00/);
        if (ending !== "" && ending !== ".data") expect([403, 404]).toContain(answer.status);
      }
    const page = await requestAs(round.office, path());
    expect(page.status).toBe(200);
    expect(page.text).toContain("评审结果尚未公布");
    const entry = await requestAs(round.office, `${path()}/${round.entries[0]!.id}`);
    expect(entry.status).toBe(403);
  });

  it("opens to the organiser and the witness after the reveal, to nobody else", async () => {
    await press(round.office, "reveal", "frozen");
    for (const actor of [round.office, round.witness]) {
      const page = await requestAs(actor, path());
      expect(page.status).toBe(200);
      expect(page.text).toContain("90.15");
    }
    for (const actor of [participant, appraiser]) {
      expect((await requestAs(actor, path())).text).not.toContain("90.15");
      expect((await requestAs(actor, `${path()}.json`)).status).toBe(403);
    }
    expect((await requestAs(stranger, path())).status).toBe(404);
  });

  it("writes scores half up with 2 decimals and counts in the JSON", async () => {
    const answer = await requestAs(round.office, `${path()}.json`);
    const file = JSON.parse(answer.text) as {
      entries: Record<string, unknown>[];
      organisations: Record<string, unknown>[];
      digest: string;
    };
    expect(file.entries[0]).toMatchObject({
      place: 1,
      code: "2024-001",
      score: "90.15",
      sheets: 2,
      tier: "一等奖",
    });
    expect(Object.keys(file.entries[0]!).sort()).toEqual(
      ["category", "code", "organisation", "place", "score", "sheets", "tier", "title"].sort(),
    );
    expect(file.entries.map(({ place }) => place)).toEqual([1, 2, 2, 4, 5]);
    expect(file.organisations[0]).toEqual({
      place: 1,
      name: file.entries[0]!.organisation,
      score: "90.15",
      entries: 1,
    });
    expect(file.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it("reports a tie across a prize edge in words and gives neither the prize", async () => {
    const page = await requestAs(round.office, path());
    expect(page.text).toContain("跨越二等奖 / 不授奖的界线");
    const file = JSON.parse((await requestAs(round.office, `${path()}.json`)).text) as {
      entries: { tier: string | null }[];
    };
    expect(file.entries.map(({ tier }) => tier)).toEqual(["一等奖", null, null, null, null]);
  });

  it("explains a place: a recused cell is absent, the sheets are the organiser's", async () => {
    const address = `${path()}/${round.entries[0]!.id}`;
    const own = await requestAs(round.office, address);
    expect(own.text).toContain("收到有效评分表 2 份");
    expect(own.text).toContain("1 位专家回避");
    expect(own.text).toContain("180.29 ÷ 2 = 90.145 → 90.15");
    expect(own.text).toContain("90.14");
    const seen = await requestAs(round.witness, address);
    expect(seen.text).toContain("→ 90.15");
    expect(seen.text).not.toMatch(/90\.14(?!5)/);
    expect(seen.text).not.toContain("专家1");
  });

  it("recomputes the digest, and tells when the stored result was changed", async () => {
    const whole = await requestAs(round.witness, `${path()}?verify=1`);
    expect(whole.text).toContain("封存的结果与摘要一致");
    expect(whole.text).toContain("重新计算，结果与摘要一致");
    const row = (await held.db.read("standings").where({ roundId: round.id }).first()) as {
      id: string;
      result: string;
    };
    const forged = row.result.replace("90.15", "99.15");
    await held.db.write("standings").where({ id: row.id }).update({ result: forged });
    const changed = await requestAs(round.witness, `${path()}?verify=1`);
    expect(changed.text).toContain("封存的结果与摘要不一致");
    await held.db.write("standings").where({ id: row.id }).update({ result: row.result });
  });

  it("once published, is read by participants and appraiser, by no other hospital or administrator", async () => {
    await held.db.write("standings").where({ roundId: round.id }).update({ publishedAt: NOW });
    for (const actor of [participant, appraiser])
      for (const ending of ENDINGS)
        expect((await requestAs(actor, path() + ending)).status, actor.role).toBe(200);
    const page = await requestAs(participant, path());
    expect(page.text).toContain("90.15");
    expect(page.text).not.toContain("verify=1");
    const explained = await requestAs(participant, `${path()}/${round.entries[0]!.id}`);
    expect(explained.text).toContain("只对本轮组织单位开放");
    for (const ending of ENDINGS)
      expect((await requestAs(stranger, path() + ending)).status).toBe(404);
    expect((await requestAs(round.experts[0]!.actor, path())).status).toBe(403);
    for (const role of ADMIN_ROLES) {
      const admin = await holder(role, round.hospitalId);
      for (const ending of ENDINGS)
        expect((await requestAs(admin, path() + ending)).status, role).toBe(403);
    }
  });

  it("finds, filters and sorts, and pages by position", async () => {
    const found = await requestAs(round.office, `${path()}?q=2024-004`);
    expect(found.text).toContain("共 1 条");
    for (const query of ["?sort=-place", "?sort=code", "?tab=organisations", "?tab=categories"])
      expect((await requestAs(round.office, path() + query)).status).toBe(200);
    expect((await requestAs(round.office, `${path()}/print`)).text).toContain("签字");
  });

  it("is closed again when the round is annulled", async () => {
    const annul = {
      roundId: round.id,
      transition: "annul",
      expectedState: "revealed",
      reason: "评分有误",
    };
    await advanceRound(as(held.db, round.office), annul);
    await advanceRound(as(held.db, round.witness), annul);
    expect((await requestAs(round.office, `${path()}.json`)).status).toBe(403);
    expect((await requestAs(participant, `${path()}.json`)).status).toBe(403);
  });
});
