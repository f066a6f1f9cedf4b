import { beforeAll, expect, it } from "vitest";
import { deliverOutbox, tell } from "~/data/outbox.server";
import { setClock } from "~/platform/clock.server";
import type { Actor } from "~/domain/people";
import { withDatabase } from "#test/setup/database";
import { requestAs } from "#test/setup/app";
import { makeActor, makeOrganisation, NOW } from "#test/factories";

withDatabase("home page and inbox", (held) => {
  let office: Actor;
  let other: Actor;
  beforeAll(async () => {
    setClock(NOW);
    const hospital = await makeOrganisation(held.db, { kind: "hospital", name: "示范医院" });
    office = await makeActor(held.db, { organisationId: hospital.id, role: "office" });
    other = await makeActor(held.db, { organisationId: hospital.id, role: "witness" });
    await held.db.write.transaction((tx) =>
      tell(
        tx,
        [office.personId, office.personId],
        {
          kind: "moved",
          link: "/projects",
          facts: {
            title: "优化取药流程",
            transition: "lifecycle:project.transition.submit.staff",
            state: "lifecycle:project.state.submitted.staff",
          },
        },
        NOW,
      ),
    );
  });

  it("says so when nothing waits", async () => {
    const answer = await requestAs(office, "/");
    expect(answer.status).toBe(200);
    expect(answer.text).toContain("目前没有等待您处理的事项");
  });

  it("delivers a message once, however often the outbox is emptied", async () => {
    await Promise.all([deliverOutbox(held.db, NOW), deliverOutbox(held.db, NOW)]);
    expect(await deliverOutbox(held.db, NOW)).toBe(0);
    const rows = (await held.db
      .read("notifications")
      .where({ personId: office.personId })) as unknown[];
    expect(rows).toHaveLength(1);
  });

  it("shows a message in words to its person and to nobody else", async () => {
    const mine = await requestAs(office, "/inbox");
    expect(mine.text).toContain("「优化取药流程」");
    expect(mine.text).toContain("待形式审查");
    const theirs = await requestAs(other, "/inbox");
    expect(theirs.text).not.toContain("优化取药流程");
    expect(theirs.text).toContain("没有消息");
  });

  it("opens a message, marks it read, and refuses somebody else's", async () => {
    const row = (await held.db
      .read("notifications")
      .where({ personId: office.personId })
      .first("id")) as { id: string };
    expect((await requestAs(other, "/inbox", { id: row.id })).status).toBe(404);
    const answer = await requestAs(office, "/inbox", { id: row.id });
    expect(answer.status).toBe(303);
    expect(answer.location).toBe("/projects");
    expect((await requestAs(office, "/inbox?show=unread")).text).toContain("没有消息");
  });

  it("shows an empty overview with words instead of empty charts", async () => {
    const answer = await requestAs(office, "/dashboard");
    expect(answer.status).toBe(200);
    expect(answer.text).toContain("还没有项目");
  });
});
