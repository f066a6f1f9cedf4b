import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axeViolations, launchChromium } from "../setup/browser";
import { setClock } from "~/platform/clock.server";
import { openItem } from "~/commands/open-item.server";
import { recordOpinion } from "~/commands/record-opinion.server";
import { castVote } from "~/commands/cast-vote.server";
import { decideItem } from "~/commands/decide-item.server";
import { putOnAgenda } from "~/commands/put-on-agenda.server";
import { lodgeObjection } from "~/commands/lodge-objection.server";
import { pressObjection } from "~/commands/press-objection.server";
import { NOW } from "#test/factories";
import { contextOf, makeCommittee, makeMeeting, makeReviewedProjects, openWith } from "#test/factories-committee";
import { requestAs } from "#test/setup/app";
import { withSqlite } from "#test/setup/database";
import type { Browser } from "playwright-core";
withSqlite("look", (held) => {
  let browser: Browser;
  beforeAll(async () => { browser = await launchChromium(); });
  afterAll(async () => { await browser.close(); });
  it("looks", async () => {
    setClock(NOW);
    const c = await makeCommittee(held.db);
    const ctx = contextOf(held.db, c.clerk);
    const m = await makeMeeting(held.db, c, "2024年第3次党委会");
    const draft = await makeMeeting(held.db, c, "2024年第4次党委会");
    const { ids } = await makeReviewedProjects(held.db, c, ["缩短门诊取药等候时间", "降低预约退号投诉", "夜间急诊导诊改进", "床旁结算"]);
    const more = await makeReviewedProjects(held.db, c, ["病案复印邮寄", "检查集中预约"]);
    const put = (list: string[], lastPlace: number | null, meetingId = m) => putOnAgenda(ctx, { meetingId, purpose: "establishment", title: list.length > 1 ? "2024年度项目清单" : "", projects: list.map((id) => ({ id, proposal: "" })), lastPlace, note: "" });
    const list = await put(ids.slice(0, 3), 2);
    const single = await put(ids.slice(3), null);
    await openWith(held.db, c, m, [c.members[3]!]);
    const there = [...c.members.slice(0, 3), c.secretary];
    await openItem(ctx, list);
    for (const a of there) await recordOpinion(contextOf(held.db, a), { itemId: list, personId: a.personId, text: "同意按名单立项，请办公室盯紧进度。" });
    for (const a of there) await castVote(contextOf(held.db, a), { itemId: list, personId: a.personId, choice: "for", ballot: 1 });
    await decideItem(ctx, { itemId: list, ballot: 1, reason: "按入围线确定，线下项目不予立项。", othersNotVoting: false });
    await openItem(ctx, single);
    for (const a of c.members.slice(0, 2)) await recordOpinion(contextOf(held.db, a), { itemId: single, personId: a.personId, text: "同意。" });
    await put(more.ids.slice(0, 1), null, draft);
    const notice = ((await held.db.read("notices").first("id")) as { id: string }).id;
    const receipt = await lodgeObjection({ db: held.db, actor: null, now: NOW }, { noticeId: notice, address: "", form: { projectId: ids[0]!, entryId: "", text: "该项目的基线数据与公开数据不一致。", contactName: "王先生", contact: "13800000000", website: "" } });
    const objection = ((await held.db.read("objections").first("id")) as { id: string }).id;
    await pressObjection(contextOf(held.db, c.office), { objectionId: objection, transition: "take_up", expectedState: "lodged", reason: "" });
    const pages: [string, Parameters<typeof requestAs>[0], string][] = [
      ["meetings", c.clerk, "/meetings"], ["new", c.clerk, "/meetings/new"], ["meeting", c.clerk, `/meetings/${m}`], ["draft", c.clerk, `/meetings/${draft}`],
      ["agenda", c.clerk, `/meetings/${draft}/agenda`], ["item-clerk", c.clerk, `/meetings/${m}/items/${single}`], ["item-member", c.members[2]!, `/meetings/${m}/items/${single}`],
      ["item-done", c.secretary, `/meetings/${m}/items/${list}`], ["minutes", c.witness, `/meetings/${m}/minutes`], ["decision", c.lead, `/projects/${ids[0]}/decision`],
      ["notices", null, "/notices"], ["notice", null, `/notices/${notice}`], ["object", null, `/notices/${notice}/objection`], ["receipt", null, `/notices/objection/${receipt}?lodged=1`],
      ["objections", c.office, "/objections"], ["objection", c.office, `/objections/${objection}`], ["objection-w", c.witness, `/objections/${objection}`],
    ];
    const cssFile = readdirSync("build/client/assets").filter((f) => f.endsWith(".css")).map((f) => readFileSync(`build/client/assets/${f}`, "utf8")).join("\n");
    const found: unknown[] = [];
    for (const [name, actor, path] of pages) {
      const answer = await requestAs(actor, path);
      const html = answer.text.replace(/<script[\s\S]*?<\/script>/g, "").replace(/<link[^>]*>/g, "").replace("</head>", `<style>${cssFile}</style></head>`);
      for (const width of [1280, 390]) {
        const page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage();
        await page.setContent(html);
        await page.screenshot({ path: `/tmp/cm-shots/${name}-${width}.png`, fullPage: true });
        const wide = await page.evaluate("document.documentElement.scrollWidth");
        const violations = await axeViolations(page);
        if (answer.status !== 200 || violations.length || Number(wide) > width) found.push({ name, width, status: answer.status, wide, violations });
        writeFileSync("/tmp/cm-shots/found.json", JSON.stringify(found, null, 1) + name + width); await page.close();
      }
    }
    writeFileSync("/tmp/cm-shots/found.json", JSON.stringify(found, null, 1));
    expect(true).toBe(true);
  }, 900_000);
});
