import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { findViolations } from "#db/invariants";
import { createCycle } from "~/commands/create-cycle.server";
import { revealedStanding } from "~/data/standings.server";
import { verifyChains } from "~/data/sheet-chain.server";
import type { Actor } from "~/domain/people";
import type { Rubric } from "~/domain/rubric/score";
import { setClock } from "~/platform/clock.server";
import { defaultSettings } from "~/platform/cycle-defaults.server";
import { withDatabase } from "#test/setup/database";
import { requestAs } from "#test/setup/app";
import { makeActor, makeOrganisation, NOW } from "#test/factories";
import { as } from "#test/factories-municipal";

const folder = fileURLToPath(new URL("../../../shared/data/skating/", import.meta.url));
const present = existsSync(folder);
if (!present)
  console.log(
    "skipped: the judges' scores of the Olympic short program are not beside this folder",
  );

type Row = Record<string, string>;
const read = (name: string) =>
  parse(readFileSync(`${folder}${name}`), { columns: true, bom: true }) as Row[];

const COMPONENTS = [
  ["skills", "Skating Skills"],
  ["transitions", "Transitions"],
  ["performance", "Performance"],
  ["composition", "Composition"],
  ["interpretation", "Interpretation of the Music"],
] as const;

const rubric: Rubric = {
  scale: 100,
  criteria: COMPONENTS.map(([key, name]) => ({
    key,
    name,
    weight: "0.8",
    maximum: 1000,
    step: 25,
    anchors: [],
    comment: "optional",
  })),
};

describe.runIf(present)("the Olympic ladies' short program", () => {
  withDatabase("imported as a review", (held) => {
    let officer: Actor;
    let witness: Actor;
    let cycleId: string;
    let roundId: string;
    let performances: Row[];
    let aspects: Row[];
    let scores: Map<string, Row[]>;
    const codeOf = (performanceId: string) => {
      const row = performances.find((one) => one.performance_id === performanceId)!;
      return `LSP-${row.starting_number!.padStart(2, "0")}`;
    };

    beforeAll(async () => {
      setClock(NOW);
      performances = read("performances.csv").filter(
        (row) =>
          row.competition === "Olympic Winter Games 2018" &&
          row.program === "Ladies Single Skating - Short Program",
      );
      const ids = new Set(performances.map((row) => row.performance_id));
      aspects = read("judged-aspects.csv").filter(
        (row) => row.section === "components" && ids.has(row.performance_id),
      );
      const wanted = new Set(aspects.map((row) => row.aspect_id));
      scores = new Map();
      for (const row of read("judge-scores.csv"))
        if (wanted.has(row.aspect_id))
          scores.set(row.aspect_id!, [...(scores.get(row.aspect_id!) ?? []), row]);

      const centre = await makeOrganisation(held.db, { kind: "centre", name: "示范医管中心" });
      officer = await makeActor(held.db, { organisationId: centre.id, role: "centre_officer" });
      witness = await makeActor(held.db, { organisationId: centre.id, role: "witness" });
      await makeOrganisation(held.db, { kind: "hospital", name: "示范医院", parentId: centre.id });
      const settings = await defaultSettings("municipal", 2018, "zh-CN");
      cycleId = await createCycle(as(held.db, officer), {
        kind: "municipal",
        organisationId: centre.id,
        settings: {
          ...settings,
          name: "2018 短节目",
          categories: [],
          options: {
            ...settings.options,
            defence: false,
            entriesPerOrganisation: null,
            minimumSheets: 3,
            minimumPanel: 9,
          },
          rule: {
            aggregation: "trimmed-criteria:1",
            minimumSheets: 3,
            ties: [{ by: "criterion", key: "skills" }],
            tiers: { basis: "overall", list: [{ key: "medal", name: "奖牌", quota: 3 }] },
            groups: { entriesRequired: null, incomplete: "after_complete" },
          },
        },
        rubric: { name: "节目内容分", body: rubric },
        roundName: "短节目",
      });
      const round = (await held.db.read("rounds").where({ cycleId }).first("id")) as { id: string };
      roundId = round.id;
    });

    const upload = (layout: string, name: string, rows: string[][], actor = officer) => {
      const form = new FormData();
      form.set("layout", layout);
      form.set("roundId", roundId);
      form.set("file", new File([stringify(rows, { bom: true })], name, { type: "text/csv" }));
      return requestAs(actor, `/cycles/${cycleId}/import`, form);
    };
    const matrix = () => [
      ["项目编号", "评分项", ...Array.from({ length: 9 }, (_, n) => `J${n + 1}`)],
      ...aspects.map((aspect) => [
        codeOf(aspect.performance_id!),
        aspect.aspect_desc!,
        ...Array.from(
          { length: 9 },
          (_, n) => scores.get(aspect.aspect_id!)!.find((row) => row.judge === `J${n + 1}`)!.score!,
        ),
      ]),
    ];
    /** Uploads, looks at the preview and confirms. */
    const take = async (layout: string, name: string, rows: string[][]) => {
      const sent = await upload(layout, name, rows);
      expect(sent.status, sent.text.slice(0, 400)).toBe(303);
      const preview = await requestAs(officer, sent.location!);
      expect(preview.text).toContain("没有发现错误");
      const importId = new URL(sent.location!, "http://x").searchParams.get("import")!;
      const done = await requestAs(officer, `/cycles/${cycleId}/import`, {
        intent: "confirm",
        importId,
      });
      expect(done.status).toBe(303);
      expect((await requestAs(officer, done.location!)).text).toContain("导入完成");
    };
    const press = async (
      actor: Actor,
      path: string,
      transition: string,
      expectedState: string,
      reason = "",
    ) => {
      const answer = await requestAs(actor, `${path}/transitions`, {
        transition,
        expectedState,
        reason,
      });
      expect(answer.status, `${transition}: ${answer.text.slice(0, 600)}`).toBe(303);
    };

    it("takes in 30 entries of nations that nobody knows here", async () => {
      await take("entries", "entries.csv", [
        ["项目编号", "项目名称", "单位/医院"],
        ...performances.map((row) => [codeOf(row.performance_id!), row.name!, row.nation!]),
      ]);
      const rows = (await held.db.read("entries").where({ cycleId })) as {
        organisationId: string | null;
      }[];
      expect(rows).toHaveLength(30);
      expect(rows.every((row) => row.organisationId === null)).toBe(true);
    });

    it("seats nine judges without accounts", async () => {
      const judges = read("judges.csv").filter(
        (row) =>
          row.program === "Ladies Single Skating - Short Program" && /^J\d$/.test(row.clean_role!),
      );
      expect(judges).toHaveLength(9);
      await take("experts", "judges.csv", [
        ["专家", "专家单位"],
        ...judges.map((row) => [row.clean_role!, row.judge_country!]),
      ]);
    });

    it("takes in 270 sheets from one matrix, component by component", async () => {
      const path = `/cycles/${cycleId}`;
      await press(officer, path, "draw", "collecting");
      await press(witness, path, "draw", "collecting");
      await press(officer, path, "start", "drawn");
      await press(officer, `/rounds/${roundId}`, "open", "preparing");
      await take("sheets_matrix", "scores.csv", matrix());
      const sheets = (await held.db.read("sheets").where({ roundId })) as { state: string }[];
      expect(sheets).toHaveLength(270);
      expect(await verifyChains(held.db.read, roundId)).toEqual([]);
    });

    it("refuses the same file again in words, and changes nothing", async () => {
      const again = await upload("sheets_matrix", "scores.csv", matrix());
      expect(again.status).toBe(409);
      expect(again.text).toContain("没有重复写入");
      const changed = matrix();
      changed.push(["LSP-99", "Performance", "5"]);
      const other = await upload("sheets_matrix", "more.csv", changed);
      const preview = (await requestAs(officer, other.location!)).text;
      expect(preview).toContain("已有评分表，不能重复导入");
      expect(preview).toContain("本轮没有编号为 LSP-99 的参评项目");
      expect(await held.db.read("sheets").where({ roundId })).toHaveLength(270);
    });

    it("shows no figure to anybody before the reveal", async () => {
      for (const ending of ["", ".json", ".csv", ".xlsx"]) {
        const answer = await requestAs(officer, `/cycles/${cycleId}/standing${ending}`);
        expect(answer.status).toBe(ending === "" ? 200 : 403);
        expect(answer.text).not.toMatch(/\d\d\.\d\d/);
      }
    });

    it("gives the official panel score of all 150 aspects exactly", async () => {
      const path = `/rounds/${roundId}`;
      await press(officer, path, "close", "open");
      await press(officer, path, "freeze", "closed");
      await press(witness, path, "freeze", "closed");
      await press(officer, path, "reveal", "frozen");
      const { standing } = (await revealedStanding(held.db.read, roundId))!;
      expect(standing.entries).toHaveLength(30);
      let compared = 0;
      for (const aspect of aspects) {
        const row = standing.entries.find(({ code }) => code === codeOf(aspect.performance_id!))!;
        const [key] = COMPONENTS.find(([, name]) => name === aspect.aspect_desc)!;
        const official = Number(aspect.scores_of_panel).toFixed(2);
        expect(row.criteria[key], `${row.title} ${key}`).toBe(official);
        compared += 1;
      }
      expect(compared).toBe(150);
    });

    it("shows the standing, its file and the arithmetic of each place to the organiser", async () => {
      const answer = await requestAs(officer, `/cycles/${cycleId}/standing.json`);
      expect(answer.status).toBe(200);
      const file = JSON.parse(answer.text) as {
        entries: { place: number; organisation: string; score: string; sheets: number }[];
        organisations: { name: string; entries: number }[];
      };
      expect(file.entries).toHaveLength(30);
      expect(file.entries[0]).toMatchObject({ place: 1, sheets: 9, tier: "奖牌" });
      const names = new Set(file.organisations.map(({ name }) => name));
      expect(file.entries.every(({ organisation }) => names.has(organisation))).toBe(true);
      expect(file.organisations.reduce((sum, { entries }) => sum + entries, 0)).toBe(30);
      const page = await requestAs(officer, `/cycles/${cycleId}/standing?verify=1`);
      expect(page.text).toContain("封存的结果与摘要一致");
      expect(page.text).toContain("重新计算，结果与摘要一致");
      const row = (await held.db.read("entries").where({ cycleId }).first("id")) as { id: string };
      const explained = await requestAs(officer, `/cycles/${cycleId}/standing/${row.id}`);
      expect(explained.text).toContain("收到有效评分表 9 份");
      expect(explained.text).toContain("Skating Skills");
    });

    it("leaves the database as it must be", async () => {
      expect(await findViolations(held.db)).toEqual([]);
    });
  });
});
