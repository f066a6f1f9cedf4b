import { beforeAll, describe, expect, it } from "vitest";
import { closeMeeting } from "~/commands/close-meeting.server";
import type { Actor } from "~/domain/people";
import { setClock } from "~/platform/clock.server";
import { NOW } from "#test/factories";
import {
  contextOf,
  makeCommittee,
  makeMeeting,
  makeReviewedProjects,
  openWith,
  type Committee,
} from "#test/factories-committee";
import { requestAs } from "#test/setup/app";
import { withDatabase } from "#test/setup/database";

withDatabase("the pages of the committee", (held) => {
  let committee: Committee;
  let other: Committee;
  let meetingId: string;
  let itemPath: string;
  let projectId: string;
  let noticePath: string;
  const everybody = () => [...committee.members, committee.secretary];

  beforeAll(async () => {
    setClock(NOW);
    committee = await makeCommittee(held.db);
    other = await makeCommittee(held.db, { name: "别的医院" });
    await makeMeeting(held.db, other, "别院会议");
    meetingId = await makeMeeting(held.db, committee);
    [projectId] = (await makeReviewedProjects(held.db, committee, ["缩短取药等候时间"])).ids as [
      string,
    ];
  });

  it("call a meeting by form and keep what was typed when something is missing", async () => {
    const form = { title: "第二次会议", startsAt: "2024-03-06T09:00", place: "" };
    const wrong = await requestAs(committee.clerk, "/meetings/new", form);
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain("第二次会议");
    const right = await requestAs(committee.clerk, "/meetings/new", {
      ...form,
      place: "二楼会议室",
    });
    expect(right.status).toBe(303);
    const page = await requestAs(committee.clerk, right.location ?? "");
    expect(page.text).toContain("2024-03-06 09:00");
  });

  it("list the meetings of one's own hospital only", async () => {
    const page = await requestAs(committee.clerk, "/meetings");
    expect(page.text).toContain("第一次会议");
    expect(page.text).not.toContain("别院会议");
    for (const path of ["", "/minutes", "/agenda", "/edit"])
      expect((await requestAs(other.clerk, `/meetings/${meetingId}${path}`)).status, path).toBe(
        404,
      );
    expect((await requestAs(committee.lead, "/meetings")).status).toBe(403);
  });

  it("take a project from the agenda to its decision through plain forms", async () => {
    const agenda = await requestAs(committee.clerk, `/meetings/${meetingId}/agenda`);
    expect(agenda.text).toContain("缩短取药等候时间");
    const put = await requestAs(committee.clerk, `/meetings/${meetingId}/agenda`, {
      purpose: "establishment",
      projects: [projectId],
      title: "",
      note: "",
    });
    expect(put.status).toBe(303);
    await openWith(held.db, committee, meetingId);
    const item = (await held.db.read("agendaItems").where({ meetingId }).first("id")) as {
      id: string;
    };
    itemPath = `/meetings/${meetingId}/items/${item.id}`;
    expect((await requestAs(committee.clerk, itemPath, { intent: "open" })).status).toBe(303);
    const early = await requestAs(committee.secretary, itemPath, {
      intent: "speak",
      personId: committee.secretary.personId,
      text: "我的意见还在",
    });
    expect(early.status).toBe(403);
    expect(early.text).toContain("书记末位表态");
    for (const { actor, form } of everybody().map((one: Actor) => ({
      actor: one,
      form: { intent: "speak", personId: one.personId, text: "同意" },
    })))
      expect((await requestAs(actor, itemPath, form)).status).toBe(303);
  });

  it("show nobody how another member voted before the result, and everybody after it", async () => {
    const vote = (actor: Actor, choice: string) =>
      requestAs(actor, itemPath, { intent: "vote", personId: actor.personId, ballot: "1", choice });
    const [first, ...rest] = everybody() as [Actor, ...Actor[]];
    await vote(first, "against");
    const seen = await requestAs(committee.secretary, itemPath);
    expect(seen.text).toContain("已表决");
    expect(seen.text).not.toMatch(/class="chip[^"]*">反对/);
    expect(seen.text).not.toContain("反对 1 票");
    for (const actor of rest) expect((await vote(actor, "for")).status).toBe(303);
    const again = await vote(first, "for");
    expect(again.status).toBe(409);
    const decided = await requestAs(committee.clerk, itemPath, {
      intent: "decide",
      ballot: "1",
      reason: "",
    });
    expect(decided.status).toBe(303);
    const after = await requestAs(committee.members[1] as Actor, itemPath);
    expect(after.text).toMatch(/class="chip[^"]*">反对/);
    expect(after.text).toContain("反对 1 票");
    await closeMeeting(contextOf(held.db, committee.clerk), meetingId);
    expect((await requestAs(committee.witness, `/meetings/${meetingId}/minutes`)).text).toContain(
      "同意",
    );
  });

  it("tell the applicant the result but not the votes", async () => {
    const tab = await requestAs(committee.lead, `/projects/${projectId}/decision`);
    expect(tab.status).toBe(200);
    expect(tab.text).toContain("通过");
    expect(tab.text).not.toContain("反对 1 票");
    expect((await requestAs(committee.office, `/projects/${projectId}/decision`)).text).toContain(
      "反对 1 票",
    );
    expect((await requestAs(other.office, `/projects/${projectId}/decision`)).status).toBe(404);
  });

  describe("in public", () => {
    it("show what is declared and nothing from inside", async () => {
      const row = (await held.db.read("notices").where({ meetingId }).first("id")) as {
        id: string;
      };
      noticePath = `/notices/${row.id}`;
      for (const path of ["/notices", noticePath, `/notices?q=${encodeURIComponent("取药")}`]) {
        const page = await requestAs(null, path);
        expect(page.status, path).toBe(200);
        for (const inside of ["93.25", "反对", "on_agenda", committee.lead.personId])
          expect(page.text, `${path} ${inside}`).not.toContain(inside);
      }
      expect((await requestAs(null, noticePath)).text).toContain("缩短取药等候时间");
      expect((await requestAs(null, `/notices?q=${encodeURIComponent("没有")}`)).text).toContain(
        "没有符合条件",
      );
    });

    it("take an objection, show its state by receipt, and let it be withdrawn", async () => {
      const form = {
        projectId,
        text: "基线数据与公开数据不一致，请核对。",
        contactName: "王先生",
        contact: "13800000000",
        website: "",
      };
      const short = await requestAs(null, `${noticePath}/objection`, { ...form, text: "不对" });
      expect(short.status).toBe(400);
      expect(short.text).toContain("王先生");
      const sent = await requestAs(null, `${noticePath}/objection`, form);
      expect(sent.status).toBe(303);
      const receipt = await requestAs(null, sent.location ?? "");
      expect(receipt.text).toContain("请妥善保存");
      const list = await requestAs(committee.office, "/objections");
      expect(list.text).toContain("缩短取药等候时间");
      expect((await requestAs(other.office, "/objections")).text).not.toContain("缩短取药等候时间");
      const found = (await held.db.read("objections").first("id")) as { id: string };
      expect((await requestAs(committee.office, `/objections/${found.id}`)).text).toContain(
        "13800000000",
      );
      expect((await requestAs(other.office, `/objections/${found.id}`)).status).toBe(404);
      const address = (sent.location ?? "").replace("?lodged=1", "");
      expect((await requestAs(null, address, { reason: "" })).status).toBe(303);
      expect((await requestAs(null, address)).text).not.toContain("撤回异议…");
      expect((await requestAs(null, "/notices/objection?receipt=aaaa")).location).toBe(
        "/notices/objection/aaaa",
      );
      expect((await requestAs(null, "/notices/objection/aaaa")).status).toBe(404);
    });
  });
});
