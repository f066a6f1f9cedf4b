import { createHash } from "node:crypto";
import { beforeAll, expect, it, vi } from "vitest";
import { runDueTransitions } from "~/commands/run-due-transitions.server";
import type { Actor } from "~/domain/people";
import { clock, setClock } from "~/platform/clock.server";
import { makeActor, makeOrganisation, NOW } from "#test/factories";
import { makeHospitalWorld, type HospitalWorld } from "#test/factories-projects";
import { requestAs } from "#test/setup/app";
import { isRefused, open, press, readable, send, sendFrom } from "#test/setup/browse";
import { withDatabase } from "#test/setup/database";
import { expectInvariants } from "#test/setup/invariants";
import { membersOf } from "#test/setup/zip";
import { closeAndFreeze, handInSheet, idIn, inboxOf, inviteExpert, linkOn } from "./steps";

/* One project from the first draft to the archive, as the people of a hospital do it without script. */

const TITLE = "缩短门诊发药等候";
const OTHER = "规范处方点评";
const WITHDRAWN = "调整库房动线";
/** (87.5 + 86 + 90 + 88) / 4 = 87.875, shown as 87.88; the other project has 70.5 from everybody. */
const TOTALS = [87.5, 86, 90, 88] as const;
const FIGURES = ["87.5", "87.88", "87.875", "70.5"];
const NOT_YOURS = /此步由|不能进行这项操作|不在您的管理范围|找不到/;

// A step is dozens of whole pages, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 });

withDatabase("a hospital's project from draft to archive", (held) => {
  let world: HospitalWorld;
  let other: HospitalWorld;
  const expert = {} as Record<"甲" | "乙" | "丙" | "丁" | "戊" | "己" | "庚", Actor>;
  let cycle: string;
  let project: string;
  let second: string;
  let round: string;
  let meeting: string;
  let item: string;
  let notice: string;

  beforeAll(async () => {
    setClock(NOW);
    const { db } = held;
    world = await makeHospitalWorld(db, { name: "长河医院" });
    other = await makeHospitalWorld(db, { name: "东湖医院" });
    await db.write("cycles").where({ id: world.cycleId }).delete();
    await db.write("people").where({ id: world.office.personId }).update({ username: "office" });
    const university = await makeOrganisation(db, { kind: "external", name: "省卫生大学" });
    for (const [index, name] of (["甲", "乙", "丙", "丁", "戊", "己", "庚"] as const).entries())
      expert[name] = await makeActor(db, {
        organisationId: name === "戊" ? world.department.id : university.id,
        role: "expert",
        name: `专家${name}`,
        username: `expert${index}`,
        scope: { kind: "organisation", id: name === "戊" ? world.hospital.id : university.id },
      });
  });

  const inbox = (actor: Actor) => inboxOf(held.db, actor);
  const step = (path: string, transition: string, expectedState: string, reason = "") =>
    [`${path}/transitions`, { transition, expectedState, reason }] as const;
  const refused = (
    actor: Actor | null,
    [path, form]: readonly [string, Record<string, string>],
    says: string | RegExp = NOT_YOURS,
  ) => isRefused(actor, path, form, says);
  const everybodyInCommittee = () => [...world.members, world.secretary];

  /** A page that comes back with another row, nothing typed being lost. */
  const addRow = async (actor: Actor, path: string, page: string, label: string) => {
    const answer = await sendFrom(actor, path, page, `＋ ${label}`);
    expect(answer.status).toBe(200);
    return answer.text;
  };

  /** The first page of five fields: title, category, problem, one measure, who helps. */
  const draft = async (lead: Actor, title: string, helper: string | null) => {
    let page = await open(lead, "/projects/new");
    page = await addRow(lead, "/projects/new", page, "增加一项措施");
    const answer = await sendFrom(lead, "/projects/new", page, "保存", {
      title,
      category: "医疗服务",
      problem: "2023年等候超过20分钟的占14.5%（1204/8310）。",
      "measures[0].text": "发药窗口动线改造",
      "measures[0].owner": "刘某某",
      "measures[0].dueOn": "2024-05-31",
      ...(helper ? { helpers: helper } : { noHelpers: "on" }),
    });
    expect(answer.status, readable(answer.text)).toBe(303);
    return answer.location ?? "";
  };

  const passFormCheck = async (path: string) => {
    await press(world.office, `${path}/form-check`, "保存审查结果", allMet);
    await press(world.office, path, "形式审查通过");
  };

  /** Nobody who is not an expert sees a figure of a sheet, wherever they look. */
  const nobodySeesFigures = async () => {
    const pages = [
      round,
      `${round}/panel`,
      `${round}/sheets`,
      `${round}/sheets.csv`,
      project,
      `${project}/review`,
      `${project}/history`,
      "/projects",
      "/projects.csv",
      `${cycle}/standing`,
      `${cycle}/standing.json`,
      "/dashboard",
      "/",
      "/inbox",
    ];
    const eyes = [world.office, world.witness, world.lead, world.secretary, world.clerk];
    for (const actor of eyes)
      for (const path of pages) {
        const { text } = await requestAs(actor, path);
        for (const figure of FIGURES) expect(text, `${actor.role} ${path}`).not.toContain(figure);
      }
  };

  /** A meeting with everybody there, the item opened. Opinions and votes follow. */
  const openItem = async (
    title: string,
    startsAt: string,
    agenda: Record<string, string | string[]>,
  ) => {
    const { clerk } = world;
    const called = await press(clerk, "/meetings/new", "召集并通知委员", {
      title,
      startsAt,
      place: "二楼会议室",
    });
    meeting = called.path;
    const { purpose = "establishment", ...chosen } = agenda;
    await press(clerk, `${meeting}/agenda?purpose=${String(purpose)}`, "列入议题", chosen);
    await refused(clerk, [meeting, { intent: "open" }], "至少需要");
    await press(
      clerk,
      meeting,
      "保存到会情况",
      Object.fromEntries(
        everybodyInCommittee().map(({ personId }) => [`status-${personId}`, "present"]),
      ),
    );
    await refused(world.office, [meeting, { intent: "open" }]);
    const { page } = await press(clerk, meeting, "开会");
    item = `${meeting}/items/${/items\/(\w{20})/.exec(page)?.[1] ?? ""}`;
    await press(clerk, item, "开始审议");
  };

  const decide = async (note: string) => {
    for (const member of world.members) await press(member, item, "表态", { text: "同意" });
    await press(world.secretary, item, "表态", { text: "同意，抓紧落实" });
    for (const member of world.members) await press(member, item, "投票", { choice: "for" });
    await press(world.secretary, item, "投票", { choice: "for" });
    await refused(world.secretary, [item, { intent: "decide", ballot: "1" }]);
    return press(world.clerk, item, "计票并宣布结果", { reason: note });
  };

  it("begins with a cycle, which the office creates and opens", async () => {
    expect(await open(world.lead, "/projects/new")).toContain("目前没有开放申报的年度");
    await refused(world.lead, ["/cycles/new", { name: "私设" }]);
    const made = await press(world.office, "/cycles/new", "保存", {
      name: "2024年主动治理",
      "numbers.minimumPanel": "3",
      "numbers.minimumSheets": "3",
      "switches.defence": null,
    });
    cycle = made.path;
    await press(world.office, `${cycle}/rubric`, "保存", { name: "2024年立项标准" });
    await refused(world.head, step(cycle, "open", "preparing"));
    await refused(other.office, step(cycle, "open", "preparing"), "找不到");
    await press(world.office, cycle, "启动申报");
  });

  it("is drafted with five fields, members, milestones and a file, and submitted", async () => {
    const { lead } = world;
    await refused(world.office, ["/projects/new", { title: "越位", intent: "save" }]);
    project = await draft(lead, TITLE, world.helper.id);
    const form = `${project}/application`;
    let page = await open(lead, form);
    for (const label of ["增加一项目标", "增加一个里程碑", "增加一名成员"])
      page = await addRow(lead, form, page, label);
    const saved = await sendFrom(lead, form, page, "保存", {
      "members[0].personId": world.colleague.name,
      "members[0].duty": "数据统计",
      "targets[0].indicator": "等候超过20分钟的占比",
      "targets[0].baseline": "14.5%",
      "targets[0].target": "≤ 6%",
      "milestones[0].title": "窗口改造完成",
      "milestones[0].owner": "刘某某",
      "milestones[0].plannedOn": "2024-06-30",
      "baseline.numerator": "1204",
      "baseline.denominator": "8310",
      "baseline.period": "2023年",
      "baseline.source": "叫号系统",
      budget: "50000",
    });
    expect(saved.status, readable(saved.text)).toBe(303);
    const files = await press(lead, `${project}/attachments`, "上传", {
      file: new File(["%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"], "现状调查.pdf", {
        type: "application/pdf",
      }),
    });
    expect(files.page).toContain("现状调查.pdf");
    await refused(world.head, step(project, "submit", "draft"), "找不到");
    await refused(world.colleague, step(project, "submit", "draft"), "此步由项目负责人办理");
    await press(lead, project, "提交申报书");
    await refused(lead, step(project, "submit", "draft"), "已于");
  });

  it("is co-signed by the department that helps and endorsed by the head", async () => {
    await refused(world.head, step(project, "endorse", "endorsing"), "信息中心");
    await refused(world.office, step(project, "endorse", "endorsing"), "此步由科主任");
    expect(await inbox(world.helperHead)).toContain(TITLE);
    await press(world.helperHead, project, "会签");
    await press(world.head, project, "审核同意");
  });

  it("is returned once with reasons per field, and comes back as version 2", async () => {
    const { office, lead } = world;
    await refused(office, step(project, "accept", "submitted"), "审查清单还有 1 项未核对");
    await refused(lead, [`${project}/form-check`, { revision: "0" }]);
    await press(office, `${project}/form-check`, "保存审查结果", {
      ...allMet,
      "problem_has_numbers.ok": "no",
      "problem_has_numbers.reason": "缺少数据出处",
    });
    await refused(office, step(project, "accept", "submitted"), "审查清单还有");
    await press(office, project, "退回修改", { reason: "请补充数据出处" });
    expect(await inbox(lead)).toContain("请补充数据出处");
    await refused(lead, step(project, "resubmit", "returned"), "退回后尚未保存新版本");
    const form = await open(lead, `${project}/application`);
    expect(readable(form)).toContain("退回意见：缺少数据出处");
    setClock("2024-03-05T02:00:00.000Z");
    await press(lead, `${project}/application`, "保存", {
      problem: "2023年等候超过20分钟的占14.5%（1204/8310，据叫号系统）。",
    });
    await press(lead, project, "修改后重新提交");
    const compared = await open(office, `${project}/versions`);
    expect(compared).toContain("据叫号系统）。</mark>");
    expect(readable(compared)).toContain("第 2 版");
    await passFormCheck(project);
  });

  it("has a neighbour that is withdrawn and one that goes along", async () => {
    const { lead, colleague, head } = world;
    const given = await draft(lead, WITHDRAWN, null);
    await press(lead, given, "提交申报书");
    await refused(head, step(given, "withdraw", "endorsing", "不做了"), "此步由项目负责人办理");
    await refused(lead, step(given, "withdraw", "endorsing"), "请填写理由");
    const { page } = await press(lead, given, "撤回申报", { reason: "并入库房改造" });
    expect(readable(page)).toContain("已撤回");
    await refused(head, step(given, "endorse", "endorsing"), "已于");
    second = await draft(colleague, OTHER, null);
    await press(colleague, second, "提交申报书");
    await press(head, second, "审核同意");
    await passFormCheck(second);
  });

  it("shows nothing to another hospital, by list, search, export or address", async () => {
    const page = await open(world.office, `${project}/attachments`).catch(() =>
      open(world.office, project),
    );
    const file = /\/attachments\/\w{20}/.exec(page)?.[0] ?? "";
    expect(file).not.toBe("");
    expect((await requestAs(world.office, file)).status).toBe(200);
    for (const actor of [other.office, other.lead]) {
      for (const path of ["/projects", "/projects?q=fayao", "/projects.csv", "/", "/cycles"])
        expect((await requestAs(actor, path)).text, path).not.toMatch(/缩短门诊|2024年主动治理/);
      const answer = await requestAs(actor, `/projects?q=${encodeURIComponent("发药")}`);
      expect(answer.text).not.toContain(TITLE);
      for (const path of ["", "/history", "/versions", "/review", "/execution", "/closure"])
        expect([403, 404]).toContain((await requestAs(actor, project + path)).status);
      expect([403, 404]).toContain((await requestAs(actor, file)).status);
      await refused(actor, step(project, "withdraw", "accepted", "x"), "找不到");
    }
  });

  it("goes to a panel in which one is recused by department, one declines and a reserve moves up", async () => {
    const { office } = world;
    const address = `/rounds/new?cycle=${idIn(cycle)}&kind=establishment`;
    await refused(world.lead, [address, { name: "自评" }]);
    const made = await press(office, address, "新建轮次");
    round = made.path;
    expect(made.page).toContain(TITLE);
    await refused(office, step(round, "open", "preparing"), "专家不足 3 名");
    for (const name of ["甲", "乙", "丙", "丁", "戊", "己"] as const)
      await inviteExpert(office, round, expert[name], "member");
    await inviteExpert(office, round, expert.庚, "reserve");
    await isRefused(
      office,
      `${round}/panel`,
      { intent: "invite", personIds: office.personId },
      "组织评审的人员不得评分",
    );
    for (const name of ["甲", "乙", "丙", "丁", "戊", "庚"] as const)
      await press(expert[name], "/scoring", "接受邀请");
    await press(expert.己, "/scoring", "谢绝", { reason: "出国进修" });
    const panel = await press(office, `${round}/panel`, "启用候补", {
      memberId: "专家己",
      reserveId: "专家庚",
    });
    expect(readable(panel.page)).toMatch(/专家戊 .{0,60}?同一科室/);
    expect(await inbox(expert.庚)).toContain("由候补转为");
  });

  it("is scored by draft and by hand, twice submitted but once counted", async () => {
    const { office } = world;
    const list = await open(expert.甲, "/scoring");
    expect(list).toContain(TITLE);
    await refused(world.witness, step(round, "open", "preparing"));
    await press(office, round, "开启评分");
    const entries = await entriesOf(expert.甲);
    await isRefused(
      expert.戊,
      `/scoring/${entries[TITLE]}`,
      { intent: "save", revision: "0" },
      "回避",
    );
    await press(expert.丁, "/scoring", "申报回避", {
      entryId: TITLE,
      kind: "师生关系",
      reason: "负责人是我的学生",
    });
    await press(expert.丁, "/scoring", "申报回避", {
      entryId: OTHER,
      kind: "师生关系",
      reason: "",
    });
    const first = `/scoring/${entries[TITLE]}`;
    await press(expert.甲, first, "保存", { "score.problem": "25" });
    await refused(
      expert.甲,
      [first, { intent: "submit", revision: "1", "score.problem": "25" }],
      "“措施合理”尚未评分",
    );
    await refused(
      expert.甲,
      [first, { intent: "save", revision: "1", "score.problem": "31" }],
      "满分 30 分",
    );
    const reminded = await send(office, round, "催办");
    expect(readable(reminded.text)).toContain("已提醒");
    expect(await inbox(expert.乙)).toContain("催办");
    const panel = [expert.甲, expert.乙, expert.丙, expert.庚];
    for (const [index, one] of panel.entries()) {
      await handInSheet(one, entries[TITLE] ?? "", TOTALS[index] ?? 0, 35);
      await handInSheet(one, entries[OTHER] ?? "", 70.5, 25);
    }
    await refused(
      expert.甲,
      [first, { intent: "submit", revision: "9", "score.problem": "30" }],
      "已于",
    );
    expect(await open(expert.甲, "/scoring")).toContain("87.5");
    expect(await open(expert.乙, "/scoring")).not.toContain("87.5");
    await nobodySeesFigures();
  });

  it("is frozen by the office and the witness, and revealed by the office alone", async () => {
    const { office, witness, lead } = world;
    await refused(office, step(round, "freeze", "closed"), "现为");
    await refused(lead, step(round, "close", "open"));
    await closeAndFreeze(office, witness, round);
    await isRefused(
      expert.甲,
      `/scoring/${(await entriesOf(expert.甲))[TITLE]}`,
      { intent: "reopen" },
      /封存|不能进行/,
    );
    await nobodySeesFigures();
    await refused(witness, step(round, "reveal", "frozen"));
    await press(office, round, "公布评分");
    expect(await open(office, `${round}/sheets`)).toContain("87.5");
    expect(readable(await open(lead, `${project}/review`))).toContain("87.88");
    expect((await requestAs(lead, `${round}/sheets`)).status).toBe(403);
  });

  it("is decided by the committee, one opinion after the other, the secretary last", async () => {
    const { clerk, secretary, members, office } = world;
    await refused(office, ["/meetings/new", { title: "自行召集" }]);
    setClock("2024-03-20T01:00:00.000Z");
    await openItem("第三次党委会", "2024-03-20T09:00", {
      projects: [idIn(project), idIn(second)],
      title: "2024年立项清单",
      lastPlace: "1",
    });
    expect(await inbox(members[0]!)).toContain("第三次党委会");
    expect(readable(await open(members[0]!, item))).toContain("87.88");
    const speak = { intent: "speak", personId: secretary.personId, text: "先说一句" };
    await refused(secretary, [item, speak], "书记末位表态");
    const vote = { intent: "vote", personId: members[0]!.personId, ballot: "1", choice: "for" };
    await refused(members[0]!, [item, vote], "逐个表态后方可表决");
    await refused(clerk, [item, { intent: "decide", ballot: "1" }], "委员未发表意见");
    await decide("第一名立项，其余不立项");
    expect(readable(await open(world.lead, project))).toContain("拟立项");
    expect(readable(await open(office, second))).toContain("未立项");
    await press(clerk, meeting, "结束会议");
    expect(await inbox(world.colleague)).toContain(OTHER);
  });

  it("is on public notice, which an objection holds open until it is rejected", async () => {
    const { office, witness } = world;
    notice = linkOn(await open(null, "/notices"), "/notices/");
    expect(await open(null, notice)).toContain(TITLE);
    await isRefused(null, `${notice}/objection`, { text: "不" }, /至少|请填写/);
    const lodged = await press(null, `${notice}/objection`, "提交异议", {
      projectId: TITLE,
      text: "该项目去年已由另一科室做过，请核对。",
      contactName: "陈某",
      contact: "13800000000",
    });
    expect(readable(lodged.page)).toContain("您的回执编号");
    expect(await inbox(office)).toContain("收到一件异议");
    await refused(office, step(project, "end_notice", "approved"), /系统/);
    setClock("2024-03-28T02:00:00.000Z");
    await runDueTransitions(held.db, clock());
    expect(readable(await open(world.lead, project))).toContain("拟立项");
    const objection = linkOn(await open(office, "/objections"), "/objections/");
    await isRefused(
      world.lead,
      objection,
      { transition: "take_up", expectedState: "lodged" },
      NOT_YOURS,
    );
    await isRefused(
      other.office,
      objection,
      { transition: "take_up", expectedState: "lodged" },
      NOT_YOURS,
    );
    await press(office, objection, "受理复核");
    const reject = { transition: "reject", expectedState: "checking", reason: "经核对不重复" };
    await isRefused(office, objection, reject, "请先写明复核意见");
    await press(office, objection, "保存复核意见", { recheck: "两项目对象不同，无重复。" });
    await isRefused(witness, objection, reject, NOT_YOURS);
    await press(office, objection, "认定异议不成立", { reason: "经核对，两项目不重复。" });
    expect(readable(await open(null, lodged.path.split("?")[0] ?? ""))).toContain("两项目不重复");
    await runDueTransitions(held.db, clock());
    expect(readable(await open(world.lead, project))).toContain("请签任务书");
    expect(await inbox(world.lead)).toContain("公示期满");
  });

  it("gets a charter that its three parties sign", async () => {
    const { lead, head, office, witness } = world;
    const charter = `${project}/charter`;
    const sign = { intent: "sign", expectedState: "established", revision: "1" };
    await isRefused(lead, charter, sign, /未填写|请刷新/);
    await isRefused(witness, charter, { intent: "save", revision: "1" }, NOT_YOURS);
    await press(lead, charter, "保存任务书", {
      "targets[0].definition": "分子为等候超过20分钟的处方数，分母为全部处方数",
      "duties[0].duty": "提供叫号数据",
    });
    for (const party of [lead, head, office]) await press(party, charter, "签署任务书");
    await isRefused(lead, charter, { intent: "save", revision: "2" }, /不能|现为|签署|已于|当前/);
    expect(readable(await open(lead, project))).toContain("执行中");
  });

  it("is carried out: a milestone, a stage report with the opinion on it, an amendment", async () => {
    const { lead, office, qc } = world;
    const execution = `${project}/execution`;
    setClock("2024-06-28T02:00:00.000Z");
    await press(lead, execution, "保存进度", { progress: "100", doneOn: "2024-06-27" });
    await refused(qc, [
      "/execution",
      { number: "1", title: "x", cycleId: idIn(cycle), dueOn: "2024-07-10" },
    ]);
    const called = await press(office, "/execution", "布置", {
      number: "1",
      title: "第二季度汇报",
      dueOn: "2024-07-10",
    });
    expect(readable(called.page)).toMatch(/通知了 ?1 ?个项目/);
    expect(await inbox(lead)).toContain("第二季度汇报");
    await refused(lead, step(project, "report_effect", "executing"), "阶段汇报未提交");
    const report = linkOn(await open(lead, execution), `${project}/reports/`);
    await refused(qc, [report, { intent: "assess", opinion: "好" }], "阶段汇报尚未提交");
    await press(lead, report, "提交汇报", {
      period: "2024年第二季度",
      milestonesDone: "窗口改造按期完成",
      measuresDone: "动线已调整",
      "indicators[0].numerator": "402",
      "indicators[0].denominator": "4100",
      deviations: "无",
      spending: "21000",
      nextPlan: "优化叫号",
    });
    await refused(lead, [report, { intent: "assess", opinion: "好" }]);
    await press(qc, report, "保存意见", { opinion: "数据属实，继续保持。" });
    await refused(office, [`${project}/amendment`, { reason: "代提" }]);
    await press(lead, `${project}/amendment`, "提出变更", {
      reason: "二期设备到货推迟",
      "milestones[0].plannedOn": "2024-07-15",
    });
    await refused(lead, step(project, "amend", "executing", "同意"), /此步由|已于/);
    await press(office, project, "变更任务书", { reason: "情况属实" });
    expect(readable(await open(lead, `${project}/charter`))).toContain("2024-07-15");
    expect(readable(await open(lead, execution))).toContain("已批准");
  });

  it("is evaluated with numerators and denominators, and verified by an outsider", async () => {
    const { lead, qc, office } = world;
    await refused(office, step(project, "report_effect", "executing"), "此步由项目负责人办理");
    setClock("2024-10-10T02:00:00.000Z");
    await press(lead, project, "提交效果评价");
    const finding = { intent: "verify", expectedState: "evaluating", finding: "属实" };
    await refused(qc, [`${project}/effect`, finding], /尚未提交|未完成/);
    await press(lead, `${project}/effect/edit`, "提交核验", {
      "indicators[0].before.from": "2023-01-01",
      "indicators[0].before.to": "2023-12-31",
      "indicators[0].after.numerator": "231",
      "indicators[0].after.denominator": "4400",
      "indicators[0].after.from": "2024-07-01",
      "indicators[0].after.to": "2024-09-30",
      "indicators[0].after.source": "叫号系统",
      "indicators[0].exclusions": "无",
      confounders: "暑期门诊量略降",
      sideEffects: "未发现",
      sustainability: "已写入岗位职责",
    });
    const shown = readable(await open(qc, `${project}/effect`));
    expect(shown).toContain("5.25%");
    expect(shown).toContain("有所改进");
    await refused(lead, [`${project}/effect`, finding]);
    const passed = { finding: "抽查200张处方，与系统一致。" };
    await press(qc, `${project}/effect`, "核验通过", passed, { action: `${project}/effect` });
    expect(await inbox(lead)).toContain("核验通过");
  });

  it("is closed after a round of its own and the committee's grade", async () => {
    const { lead, office, witness, clerk } = world;
    const closure = `${project}/closure`;
    await refused(lead, step(project, "grade", "closing"), /此步由党委会决定|此步由/);
    let page = await open(lead, `${closure}/edit`);
    page = await addRow(lead, `${closure}/edit`, page, "增加一项成果");
    const handedIn = await sendFrom(lead, `${closure}/edit`, page, "提交结题报告", {
      completion: "全部完成",
      "outputs[0].title": "门诊发药岗位职责",
      evidence: "叫号系统报表",
      spending: "48000",
      spread: "写入岗位职责",
      leftovers: "无",
    });
    expect(handedIn.status, readable(handedIn.text)).toBe(303);
    await refused(lead, [closure, { intent: "grade", grade: "excellent" }]);
    await press(office, closure, "提出", { grade: "excellent" });
    const none = await open(clerk, `${meeting}/agenda?purpose=grade`);
    expect(none).not.toContain(TITLE);
    const made = await press(office, `/rounds/new?cycle=${idIn(cycle)}&kind=closure`, "新建轮次");
    round = made.path;
    for (const one of [expert.甲, expert.乙, expert.丙]) {
      await inviteExpert(office, round, one, "member");
      await press(one, "/scoring", "接受邀请");
    }
    await press(office, round, "开启评分");
    for (const one of [expert.甲, expert.乙, expert.丙]) {
      const id = (await entriesOf(one))[TITLE] ?? "";
      await handInSheet(one, id, 92.5, 38);
    }
    const { text } = await requestAs(office, `${closure}.data`);
    expect(text).not.toContain("92.5");
    await closeAndFreeze(office, witness, round);
    await press(office, round, "公布评分");
    setClock("2024-11-05T01:00:00.000Z");
    await openItem("第九次党委会", "2024-11-05T09:00", {
      purpose: "grade",
      projects: idIn(project),
      [`grade-${idIn(project)}`]: "excellent",
    });
    await decide("同意评定为优秀");
    const after = readable(await open(lead, closure));
    expect(after).toContain("优秀 党委会确认");
    await press(clerk, meeting, "结束会议");
  });

  it("is sealed into a package whose hashes hold, and archived", async () => {
    const { lead, office } = world;
    await refused(lead, [`${project}/closure`, { intent: "seal", expectedState: "closed" }]);
    await refused(office, step(project, "archive", "closed"), "请先生成并封存归档包");
    const { page } = await press(office, `${project}/closure`, "生成归档包并归档");
    expect(readable(page)).toContain("清单摘要");
    const file = await requestAs(lead, `${project}/archive.zip`);
    expect(file.status).toBe(200);
    const members = await membersOf(file.bytes);
    const manifest = JSON.parse(members.get("manifest.json")?.toString("utf8") ?? "{}") as {
      files: { name: string; sha256: string }[];
    };
    for (const { name, sha256 } of manifest.files)
      expect(createHash("sha256").update(members.get(name)!).digest("hex"), name).toBe(sha256);
    const names = manifest.files.map(({ name }) => name).join(" ");
    for (const part of ["version-2.json", "charter/version-2.json", "effect/", "现状调查.pdf"])
      expect(names).toContain(part);
    for (const actor of [other.office, other.lead])
      expect([403, 404]).toContain((await requestAs(actor, `${project}/archive.zip`)).status);
    await refused(office, step(project, "archive", "closed"), "已经归档");
    expect(readable(await open(lead, project))).toContain("归档时间");
  });

  it("leaves the database as it must be", () => expectInvariants(held.db));

  /** Ids of what an expert has to score, by title; of the newest round where there are several. */
  const entriesOf = async (actor: Actor) => {
    const page = await open(actor, "/scoring");
    const rows = [...page.matchAll(/href="\/scoring\/(\w{20})"[^>]*>([^<]+)</g)];
    const ids = rows.map(([, id, title]) => [title ?? "", id ?? ""] as const);
    return Object.fromEntries(ids.reverse()) as Record<string, string>;
  };
});

/** Every point of the office's list is met. */
const allMet = Object.fromEntries(
  [
    "required_fields",
    "category_fits",
    "problem_has_numbers",
    "measures_owned",
    "helpers_agreed",
    "attachments_readable",
    "not_duplicate",
  ].map((key) => [`${key}.ok`, "yes"]),
);
