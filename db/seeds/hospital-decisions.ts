import { lodgeObjection } from "~/commands/lodge-objection.server";
import { pressObjection } from "~/commands/press-objection.server";
import { FIRST_BATCH, type Parts } from "./hospital-cast";
import { planComingMeeting, planMeeting } from "./meeting-steps";
import type { Stage } from "./stage";

/** The committee's meetings, the notices that follow, and an objection that is being checked. */
export function planDecisions(stage: Stage, parts: Parts): void {
  planMeeting(stage, "党委会（第一批立项）", -276, [
    {
      purpose: "establishment",
      title: "第一批立项名单",
      parts: FIRST_BATCH.map((name) => parts[name]),
    },
  ]);
  planMeeting(stage, "党委会（结题等次）", -56, [
    { purpose: "grade", title: "", parts: [parts.pharmacy], grade: "excellent" },
    { purpose: "grade", title: "", parts: [parts.appointment], grade: "qualified" },
    { purpose: "grade", title: "", parts: [parts.attitude], grade: "qualified" },
  ]);
  planMeeting(stage, "党委会（立项、终止与撤销）", -50, [
    { purpose: "establishment", title: "", parts: [parts.records] },
    {
      purpose: "termination",
      title: "",
      parts: [parts.dispute],
      note: "两次阶段汇报显示主要措施未能开展，动画制作单位退出。",
      reason: "条件不再具备，终止执行，经费收回。",
    },
    {
      purpose: "revocation",
      title: "",
      parts: [parts.attitude],
      note: "核查发现评价时段漏计七件投诉，数据失实。",
      reason: "评价数据失实，撤销立项。",
    },
  ]);
  planMeeting(stage, "党委会（第二批立项）", -2, [
    { purpose: "establishment", title: "", parts: [parts.insurance] },
    {
      purpose: "establishment",
      title: "",
      parts: [parts.echo],
      against: 5,
      reason: "范围偏小，由科室按常规改进办理。",
    },
  ]);
  planComingMeeting(
    stage,
    "党委会（第二批立项续议）",
    4,
    [{ purpose: "establishment", title: "", parts: [parts.endoscopy] }],
    [{ purpose: "establishment", title: "", parts: [parts.phone] }],
  );
  stage.plan(stage.at(-1, "10:30"), async (_hand, now) => {
    const listed = (await stage.db
      .read("noticeProjects")
      .where({ projectId: parts.insurance.id })
      .first("noticeId")) as { noticeId: string };
    await lodgeObjection(
      { db: stage.db, actor: null, now },
      {
        noticeId: listed.noticeId,
        address: "203.0.113.7",
        form: {
          projectId: parts.insurance.id,
          entryId: "",
          text: "公示材料中的直接结算失败率与医保窗口公布的数字不一致，请核对统计口径。",
          contactName: "一位职工",
          contact: "yiyi@example.org",
          website: "",
        },
      },
    );
  });
  stage.plan(stage.at(-1, "15:00"), async (hand) => {
    const objection = (await stage.db
      .read("objections")
      .where({ projectId: parts.insurance.id })
      .first("id")) as { id: string };
    await pressObjection(await hand("office", "office"), {
      objectionId: objection.id,
      transition: "take_up",
      expectedState: "lodged",
      reason: "",
    });
  });
}
