import { createHash } from "node:crypto";
import { beforeAll, expect, it, vi } from "vitest";
import { runDueTransitions } from "~/commands/run-due-transitions.server";
import { deliverOutbox } from "~/data/outbox.server";
import { ADMIN_ROLES, type Actor, type Role } from "~/domain/people";
import { clock, setClock } from "~/platform/clock.server";
import { readTable } from "~/platform/spreadsheet.server";
import { makeActor, makeOrganisation, NOW } from "#test/factories";
import { makeExecuting } from "#test/factories-execution";
import { makeHospitalWorld, type HospitalWorld } from "#test/factories-projects";
import { requestAs } from "#test/setup/app";
import { isRefused, open, press, readable } from "#test/setup/browse";
import { withDatabase } from "#test/setup/database";
import { expectInvariants } from "#test/setup/invariants";
import { membersOf } from "#test/setup/zip";

/* Three hospitals bring three entries each to the centre's review, as a browser without script does it. */

interface Planned {
  hospital: 0 | 1 | 2;
  title: string;
  /** Total of each expert in the order of the panel; the last sits out its own hospital's entries. */
  totals: number[];
  effect: number;
}

/**
 * Worked out by hand. Place 2 is alone: its effect, 36, is above the 35 of the two others at 87.50,
 * who share place 3 across the edge of the third prize.
 */
const PLAN: readonly Planned[] = [
  { hospital: 0, title: "缩短发药等候", totals: [88, 87.5, 86, 90], effect: 36 }, // 351.5 / 4 = 87.875
  { hospital: 0, title: "减少重复检查", totals: [80, 80, 80, 80], effect: 32 },
  { hospital: 0, title: "规范病案首页", totals: [75, 76, 75, 76], effect: 30 }, // 75.5
  { hospital: 1, title: "优化急诊分诊", totals: [87.5, 87.5, 87.5, 87.5, 87.5], effect: 35 },
  { hospital: 1, title: "改造门诊标识", totals: [87, 88, 86.5, 88.5, 87.5], effect: 35 },
  { hospital: 1, title: "统一预约号源", totals: [70, 70, 70, 70, 70], effect: 28 },
  { hospital: 2, title: "压缩退费流程", totals: [87.5, 87, 88, 87, 88], effect: 36 },
  { hospital: 2, title: "降低输液差错", totals: [65.5, 65.5, 65.5, 65.5, 65.5], effect: 25 },
  { hospital: 2, title: "整治停车拥堵", totals: [60, 60, 60, 60, 60], effect: 20 },
];
const EXPECTED = [
  ["缩短发药等候", 1, "87.88", 4, "一等奖"],
  ["压缩退费流程", 2, "87.50", 5, "二等奖"],
  ["优化急诊分诊", 3, "87.50", 5, null],
  ["改造门诊标识", 3, "87.50", 5, null],
  ["减少重复检查", 5, "80.00", 4, null],
  ["规范病案首页", 6, "75.50", 4, null],
  ["统一预约号源", 7, "70.00", 5, null],
  ["降低输液差错", 8, "65.50", 5, null],
  ["整治停车拥堵", 9, "60.00", 5, null],
] as const;
/** 245 / 3 = 81.666…, 243.375 / 3 = 81.125, 213 / 3 = 71. */
const EXPECTED_HOSPITALS = [
  ["青山医院", 1, "81.67"],
  ["长河医院", 2, "81.13"],
  ["东湖医院", 3, "71.00"],
] as const;
/** Figures that appear nowhere but in sheets and results. */
const FIGURES = ["87.5", "87.88", "87.875", "75.5", "65.5", "86.5", "88.5", "81.67", "81.13"];

// A step is dozens of whole pages, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 });

withDatabase("a municipal review from nomination to archive", (held) => {
  let officer: Actor;
  let witness: Actor;
  let hospitals: HospitalWorld[];
  let experts: Actor[];
  let admins: Actor[];
  let stranger: Actor;
  let cycle: string;
  let round: string;
  const entry = new Map<string, string>();

  beforeAll(async () => {
    setClock(NOW);
    const { db } = held;
    const centre = await makeOrganisation(db, { kind: "centre", name: "市医管中心" });
    const atCentre = (role: Role, name: string) =>
      makeActor(db, { organisationId: centre.id, role, name });
    officer = await atCentre("centre_officer", "周中心");
    witness = await atCentre("witness", "吴见证");
    hospitals = [];
    for (const name of ["长河医院", "青山医院", "东湖医院"]) {
      const world = await makeHospitalWorld(db, { name });
      await db
        .write("organisations")
        .where({ id: world.hospital.id })
        .update({ parentId: centre.id });
      hospitals.push(world);
    }
    stranger = (await makeHospitalWorld(db, { name: "外市医院" })).office;
    const university = await makeOrganisation(db, { kind: "external", name: "省卫生大学" });
    const employers = [university, university, university, university, hospitals[0]!.hospital];
    experts = [];
    for (const [index, employer] of employers.entries())
      experts.push(
        await makeActor(db, {
          organisationId: employer.id,
          role: index === 0 ? "panel_chair" : "expert",
          name: `评委${"甲乙丙丁戊"[index]}`,
          username: `judge${index}`,
        }),
      );
    admins = [];
    for (const role of ADMIN_ROLES) admins.push(await atCentre(role, role));
  });

  /** The inbox of somebody, once what is queued has been delivered. */
  const inboxOf = async (actor: Actor): Promise<string> => {
    await deliverOutbox(held.db, clock());
    return readable(await open(actor, "/inbox"));
  };
  const pathOf = (title: string) => entry.get(title) ?? "";
  const officeOf = (title: string) =>
    hospitals[PLAN.find((one) => one.title === title)?.hospital ?? 0]!.office;

  const writeEntry = async (office: Actor, title: string) => {
    const made = await press(office, `${cycle}/nomination/new`, "保存", {
      title,
      category: "medical_service",
      problem: "2023年投诉120件",
      measures: "优化流程，责任到人",
      effect: "降至60件",
      leadDepartment: "门诊部",
      leadName: "王敏",
    });
    entry.set(title, made.path);
  };
  const nominate = async (title: string) => {
    const { page } = await press(officeOf(title), pathOf(title), "推荐上报");
    expect(page).toContain("已推荐");
  };
  const qualify = (title: string) => press(officer, pathOf(title), "资格审查通过");

  /** Nobody at all sees a figure of a sheet, whichever page they try. */
  const nobodySeesFigures = async () => {
    const pages = [
      cycle,
      `${cycle}/entries`,
      `${cycle}/entries.csv`,
      `${cycle}/standing`,
      `${cycle}/standing.json`,
      `${cycle}/standing.csv`,
      `${cycle}/standing.xlsx`,
      `${cycle}/standing/${pathOf("缩短发药等候").split("/").pop()}`,
      round,
      `${round}/panel`,
      `${round}/sheets`,
      `${round}/sheets.csv`,
      "/notices",
      "/",
      pathOf("缩短发药等候"),
    ];
    for (const actor of [officer, witness, hospitals[0]!.office, stranger, ...admins, null])
      for (const path of pages) {
        const { text } = await requestAs(actor, path);
        for (const figure of FIGURES)
          expect(text, `${actor?.role ?? "anybody"} ${path}`).not.toContain(figure);
      }
  };

  it("is set up by the centre, with its rule and its rubric", async () => {
    const form = { name: "2024年全市评审" };
    await isRefused(hospitals[0]!.lead, "/cycles/new", form, "您当前的角色不能进行这项操作");
    const made = await press(officer, "/cycles/new", "保存", {
      name: "2024年全市评审",
      "numbers.minimumPanel": "4",
      "numbers.minimumSheets": "3",
      "rule.tiers[0].value": "1",
      "rule.tiers[1].value": "1",
      "rule.tiers[2].value": "1",
    });
    cycle = made.path;
    round = /href="(\/rounds\/\w+)"/.exec(made.page)?.[1] ?? "";
    expect(round).not.toBe("");
    expect(made.page).toContain("医院推荐与资格审查");
    const rubric = `${cycle}/rubric`;
    const theirs = {
      version: "1",
      name: "院方标准",
      "criteria[0].name": "效果",
      "criteria[0].maximum": "10",
      "criteria[0].step": "1",
      intent: "save",
    };
    await isRefused(hospitals[0]!.office, rubric, theirs, /不能进行|管理范围/);
    const saved = await press(officer, rubric, "保存", { name: "2024年评分标准" });
    expect(saved.page).toContain("2024年评分标准");
  });

  it("takes exactly three entries of each hospital, from its projects or by form", async () => {
    for (const planned of PLAN.slice(1)) {
      await writeEntry(hospitals[planned.hospital]!.office, planned.title);
      await nominate(planned.title);
    }
    const own = hospitals[0]!;
    const project = await makeExecuting(held.db, own, { title: "缩短发药等候" });
    const chosen = await press(
      own.office,
      `${cycle}/nomination`,
      "选择",
      {},
      { projectId: project.id },
    );
    entry.set("缩短发药等候", chosen.path);
    expect(chosen.page).toContain("缩短发药等候");
    await press(own.office, `${chosen.path}/edit`, "保存", {
      effect: "平均等候由25分钟降至11分钟",
      category: "medical_service",
    });
    await isRefused(
      own.lead,
      chosen.path,
      { transition: "nominate", expectedState: "draft" },
      "推荐医院的归口管理部门",
    );
    await nominate("缩短发药等候");
    await writeEntry(own.office, "多报的一项");
    await isRefused(
      own.office,
      pathOf("多报的一项"),
      { transition: "nominate", expectedState: "draft" },
      "本单位 3 个推荐名额已用完",
    );
    const page = await open(own.office, `${cycle}/nomination`);
    expect(readable(page)).toContain("已推荐 3 项，共需 3 项");
    expect(page).not.toContain("优化急诊分诊");
    await press(own.office, pathOf("多报的一项"), "撤回", { reason: "名额已满" });
  });

  it("returns one entry with its reasons, and the hospital brings it again", async () => {
    const title = "统一预约号源";
    await isRefused(
      officeOf(title),
      pathOf(title),
      { transition: "qualify", expectedState: "nominated" },
      "此步由组织评审的部门办理",
    );
    await press(officer, pathOf(title), "退回修改", {
      "field.effect": "缺少对比数据",
      reason: "请补充效果",
    });
    expect(await inboxOf(officeOf(title))).toContain(title);
    const page = await open(officeOf(title), `${pathOf(title)}/edit`);
    expect(page).toContain("缺少对比数据");
    await press(officeOf(title), `${pathOf(title)}/edit`, "保存", {
      effect: "爽约率由12.4%降至5.1%",
    });
    const again = await press(officeOf(title), pathOf(title), "重新上报");
    expect(readable(again.page)).toContain("第 2 次");
  });

  it("disqualifies one entry, which the hospital replaces", async () => {
    const title = "整治停车拥堵";
    const disqualified = pathOf(title);
    const says = "请填写理由";
    const form = { transition: "disqualify", expectedState: "nominated", reason: "" };
    await isRefused(officer, disqualified, form, says);
    await press(officer, disqualified, "取消资格", { reason: "与往年获奖项目相同" });
    expect(await inboxOf(officeOf(title))).toContain("名额空出");
    for (const planned of PLAN) if (planned.title !== title) await qualify(planned.title);
    await isRefused(
      officer,
      `${cycle}/transitions`,
      { transition: "draw", expectedState: "collecting" },
      "东湖医院",
    );
    await writeEntry(officeOf(title), title);
    await nominate(title);
    await qualify(title);
    expect(await open(officer, disqualified)).toContain(pathOf(title));
  });

  it("seats a panel, and nobody of it scores the employer's entries", async () => {
    await isRefused(
      hospitals[0]!.office,
      `${round}/panel`,
      { intent: "invite", personIds: experts[0]!.personId, seat: "member" },
      /找不到|不能进行/,
    );
    for (const [index, expert] of experts.entries()) {
      const search = `${round}/panel?q=${encodeURIComponent(expert.name)}`;
      await press(officer, search, "邀请所选专家", {
        personIds: expert.personId,
        seat: index === 0 ? "chair" : "member",
      });
      expect(await inboxOf(expert)).toContain("邀请您担任");
      await press(expert, "/scoring", "接受邀请");
    }
  });

  it("draws the order by lot, with the witness", async () => {
    const transitions = `${cycle}/transitions`;
    const draw = { transition: "draw", expectedState: "collecting" };
    await isRefused(hospitals[0]!.office, transitions, draw, "此步由组织评审的部门");
    await press(officer, cycle, "抽签");
    await isRefused(officer, transitions, draw, "现等待监督员");
    const { page } = await press(witness, cycle, "抽签");
    expect(page).toContain("抽签记录");
    await isRefused(officer, transitions, draw, "吴见证已于");
    const panel = readable(await open(officer, `${round}/panel`));
    expect(panel.match(/评委戊 .{0,40}?同一工作单位/g)).toHaveLength(3);
    await isRefused(
      hospitals[1]!.office,
      pathOf("优化急诊分诊"),
      { transition: "withdraw", expectedState: "qualified", reason: "不参加了" },
      "已排序",
    );
  });

  it("runs the day: every entry is presented in the order drawn", async () => {
    const [chair, ...others] = experts as [Actor, ...Actor[]];
    const start = { transition: "start", expectedState: "drawn" };
    await isRefused(chair, `${cycle}/transitions`, start, /此步由组织评审的部门|不能进行/);
    await press(officer, cycle, "开始评审");
    await press(officer, round, "开启评分");
    for (const planned of PLAN) {
      const id = pathOf(planned.title).split("/").pop() ?? "";
      const action = `${cycle}/day?entry=${id}`;
      const form = { transition: "present", expectedState: "scheduled" };
      await isRefused(others[0]!, action, form, /评审组长或组织部门|不能进行|找不到/);
      await press(chair, `${cycle}/day`, "完成答辩", {}, { action });
    }
    expect(readable(await open(officer, `${cycle}/day`))).toContain("已完成 9 / 9");
  });

  it("is scored by every expert, who sees nobody else's sheet", async () => {
    const own = pathOf("缩短发药等候").split("/").pop();
    await isRefused(
      experts[4]!,
      `/scoring/${own}`,
      { intent: "submit", revision: "0", "score.problem": "20" },
      "回避",
    );
    for (const planned of PLAN)
      for (const [index, total] of planned.totals.entries()) {
        const id = pathOf(planned.title).split("/").pop() ?? "";
        await press(experts[index]!, `/scoring/${id}`, /^提交/, {
          "score.problem": "26",
          "score.measures": String(total - planned.effect - 26),
          "score.effect": String(planned.effect),
        });
      }
    const mine = await open(experts[1]!, "/scoring");
    expect(mine).toContain("87.5");
    expect(mine).not.toContain("88.5");
    await nobodySeesFigures();
  });

  it("is closed and frozen with the witness, still unseen", async () => {
    const transitions = `${round}/transitions`;
    const freeze = { transition: "freeze", expectedState: "closed" };
    await isRefused(officer, transitions, { ...freeze, expectedState: "open" }, "当前为“评分中”");
    await press(officer, round, "截止评分");
    await isRefused(hospitals[0]!.office, transitions, freeze, /找不到|不能进行/);
    await press(officer, round, "封存");
    await isRefused(officer, transitions, freeze, "现等待监督员");
    await press(witness, round, "封存");
    await press(officer, cycle, "封存结果");
    await press(witness, cycle, "封存结果");
    await nobodySeesFigures();
    await isRefused(
      officer,
      `${cycle}/transitions`,
      { transition: "announce", expectedState: "frozen" },
      "公布评分",
    );
  });

  it("is revealed to the centre, which finds the standing worked out by hand", async () => {
    await isRefused(
      witness,
      `${round}/transitions`,
      { transition: "reveal", expectedState: "frozen" },
      "此步由组织评审的部门",
    );
    await press(officer, round, "公布评分");
    const page = readable(await open(officer, `${cycle}/standing`));
    expect(page).toContain("跨越三等奖 / 不授奖的界线");
    expect(page).toContain("87.88");
    const explained = await open(
      officer,
      `${cycle}/standing/${pathOf("缩短发药等候").split("/").pop()}`,
    );
    expect(readable(explained)).toContain("351.5 ÷ 4 = 87.875 → 87.88");
    const broken = await open(
      officer,
      `${cycle}/standing/${pathOf("压缩退费流程").split("/").pop()}`,
    );
    expect(readable(broken)).toContain("“效果明显”平均分");
    const json = JSON.parse((await requestAs(officer, `${cycle}/standing.json`)).text) as {
      entries: {
        title: string;
        place: number;
        score: string;
        sheets: number;
        tier: string | null;
      }[];
      organisations: { name: string; place: number; score: string; entries: number }[];
    };
    expect(
      json.entries.map(({ title, place, score, sheets, tier }) => [
        title,
        place,
        score,
        sheets,
        tier,
      ]),
    ).toEqual(expect.arrayContaining(EXPECTED.map((row) => [...row])));
    expect(json.entries.map(({ place }) => place)).toEqual(EXPECTED.map(([, place]) => place));
    expect(json.organisations.map(({ name, place, score }) => [name, place, score])).toEqual(
      EXPECTED_HOSPITALS.map((row) => [...row]),
    );
    expect(json.organisations.map(({ entries }) => entries)).toEqual([3, 3, 3]);
    for (const ending of ["csv", "xlsx"] as const) {
      const file = await requestAs(officer, `${cycle}/standing.${ending}`);
      expect(file.status).toBe(200);
      const table = await readTable({ name: `standing.${ending}`, bytes: file.bytes });
      const cells = table.rows.map((row) => [...row.cells, ""].slice(0, 8));
      expect(cells).toHaveLength(9);
      for (const [title, place, score, sheets, tier] of EXPECTED)
        expect(cells.find((row) => row[2] === title)).toEqual([
          String(place),
          expect.any(String),
          title,
          expect.stringContaining("医院"),
          "医疗服务",
          expect.stringMatching(new RegExp(`^${Number(score)}(\\.|0|$)`)),
          String(sheets),
          tier ?? "",
        ]);
    }
    for (const actor of [
      hospitals[0]!.office,
      hospitals[0]!.lead,
      stranger,
      experts[0]!,
      ...admins,
    ])
      for (const ending of ["", ".json", ".csv", ".xlsx"]) {
        const answer = await requestAs(actor, `${cycle}/standing${ending}`);
        expect(answer.text, actor.role).not.toContain("87.88");
        if (ending !== "") expect([403, 404], actor.role).toContain(answer.status);
      }
  });

  it("announces the result, and may not publish before the notice is over", async () => {
    await isRefused(
      hospitals[0]!.office,
      `${cycle}/transitions`,
      { transition: "announce", expectedState: "frozen" },
      "此步由组织评审的部门",
    );
    await press(officer, cycle, "公示结果");
    const notices = await open(null, "/notices");
    const notice = /href="(\/notices\/\w{20})"/.exec(notices)?.[1] ?? "";
    const page = readable(await open(null, notice));
    expect(page).toContain("缩短发药等候");
    for (const figure of FIGURES) expect(page).not.toContain(figure);
    await isRefused(
      officer,
      `${cycle}/transitions`,
      { transition: "publish", expectedState: "noticed" },
      "公示至",
    );
    expect((await requestAs(hospitals[1]!.office, `${cycle}/standing.json`)).status).toBe(403);
    setClock("2024-03-12T02:00:00.000Z");
    await runDueTransitions(held.db, clock());
    expect(readable(await open(null, notice))).toContain("已结束");
    await isRefused(
      stranger,
      `${cycle}/transitions`,
      { transition: "publish", expectedState: "noticed" },
      "找不到",
    );
    await press(officer, cycle, "发布结果");
  });

  it("is published to those who took part, and to no administrator", async () => {
    for (const { office, lead } of hospitals) {
      expect(await inboxOf(office)).toContain("发布结果");
      for (const actor of [office, lead]) {
        expect(await open(actor, `${cycle}/standing`)).toContain("87.88");
        expect((await requestAs(actor, `${cycle}/standing.json`)).status).toBe(200);
      }
    }
    for (const actor of admins)
      for (const ending of ["", ".json", ".csv", ".xlsx"])
        expect((await requestAs(actor, `${cycle}/standing${ending}`)).status, actor.role).toBe(403);
    expect((await requestAs(stranger, `${cycle}/standing`)).status).toBe(404);
    const sheets = await requestAs(hospitals[0]!.office, `${round}/sheets.csv`);
    expect([403, 404]).toContain(sheets.status);
  });

  it("is sealed and archived", async () => {
    const archive = { transition: "archive", expectedState: "published" };
    await isRefused(officer, `${cycle}/transitions`, archive, "请先生成并封存归档包");
    const { page } = await press(officer, cycle, "生成归档包");
    const file = /href="(\/attachments\/\w+)"/.exec(page)?.[1] ?? "";
    for (const actor of [stranger, ...admins])
      expect([403, 404], actor.role).toContain((await requestAs(actor, file)).status);
    const members = await membersOf((await requestAs(officer, file)).bytes);
    const manifest = JSON.parse(members.get("manifest.json")?.toString("utf8") ?? "{}") as {
      files: { name: string; sha256: string }[];
    };
    expect(manifest.files.length).toBeGreaterThan(3);
    for (const { name, sha256 } of manifest.files)
      expect(createHash("sha256").update(members.get(name)!).digest("hex"), name).toBe(sha256);
    const done = await press(officer, cycle, "归档");
    expect(done.page).toContain("已归档");
  });

  it("leaves the database as it must be", () => expectInvariants(held.db));
});
