import { beforeAll, describe, expect, it } from "vitest";
import { advanceCycle } from "~/commands/advance-cycle.server";
import { advanceEntry, hostEntry } from "~/commands/advance-entry.server";
import { createEntry } from "~/commands/create-entry.server";
import { runDueTransitions } from "~/commands/run-due-transitions.server";
import { editEntry } from "~/commands/edit-entry.server";
import { findCycleOverview } from "~/data/cycle-overview.server";
import { countByCategory, findEntry, listEntries } from "~/data/entries.server";
import { findNomination } from "~/data/nomination.server";
import { drawLots } from "~/domain/lot";
import { Refused } from "~/domain/refusal";
import type { Actor } from "~/domain/people";
import { makeActor, NOW } from "#test/factories";
import {
  as,
  draw,
  drawn,
  entryForm,
  makeEntry,
  makeMunicipalWorld,
  makePanel,
  type MunicipalWorld,
} from "#test/factories-municipal";
import { withDatabase, type Held } from "#test/setup/database";

const ALL = { q: "", organisationId: "", category: "", state: "", sort: "", cursor: null };

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
  return "none";
}

const press = (
  held: Held,
  actor: Actor,
  entryId: string,
  transition: string,
  expectedState: string,
  more: { reason?: string; dueOn?: string; now?: string } = {},
) =>
  advanceEntry(as(held.db, actor, more.now), {
    entryId,
    transition,
    expectedState,
    reason: more.reason ?? "",
    input: more.dueOn
      ? { dueOn: more.dueOn, fieldReasons: [{ field: "effect", reason: "补充分母" }] }
      : {},
  });

const stateOf = async (held: Held, id: string) =>
  ((await held.db.read("entries").where({ id }).first("state")) as { state: string }).state;

withDatabase("nomination for the municipal review", (held) => {
  let world: MunicipalWorld;
  beforeAll(async () => {
    world = await makeMunicipalWorld(held.db, { hospitals: 2 });
  });
  const own = () => (world.hospitals[0] as MunicipalWorld["hospitals"][number]).office;
  const other = () => (world.hospitals[1] as MunicipalWorld["hospitals"][number]).office;

  it("takes exactly three entries of a hospital, and says the places are used up for the fourth", async () => {
    const fourth = await makeEntry(held.db, own(), world.cycleId, "第四项", { nominated: false });
    for (let n = 1; n <= 3; n += 1) await makeEntry(held.db, own(), world.cycleId, `项目${n}`);
    expect(await refusalOf(press(held, own(), fourth, "nominate", "draft"))).toBe(
      "entries_used_up",
    );
    expect(await stateOf(held, fourth)).toBe("draft");
  });

  it("gives entries codes of the year, none twice", async () => {
    const codes = (await held.db
      .read("entries")
      .where({ cycleId: world.cycleId })
      .pluck("code")) as string[];
    expect(codes.every((code) => /^M2024-\d{3}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it("stamps what was nominated and keeps it when the entry is returned and changed", async () => {
    const id = await makeEntry(held.db, other(), world.cycleId, "他院项目");
    await press(held, world.officer, id, "return", "nominated", {
      reason: "效果没有分母",
      dueOn: "2024-03-08",
    });
    const { entry, returned } = await findEntry(held.db.read, other(), id, NOW);
    expect(entry.dueOn).toBe("2024-03-08");
    expect(returned).toEqual({
      reason: "效果没有分母",
      fields: [{ field: "effect", reason: "补充分母" }],
    });
    await editEntry(as(held.db, other()), {
      entryId: id,
      form: { ...entryForm("他院项目（修改）"), revision: entry.revision },
    });
    await press(held, other(), id, "resubmit", "returned");
    const { versions } = await findEntry(held.db.read, other(), id, NOW);
    expect(versions.map(({ number }) => number)).toEqual([2, 1]);
    expect(new Set(versions.map(({ digest }) => digest)).size).toBe(2);
  });

  it("refuses a colleague who saved an older copy, and loses nothing of the newer", async () => {
    const id = await makeEntry(held.db, other(), world.cycleId, "两个页面", { nominated: false });
    const edit = (title: string) =>
      editEntry(as(held.db, other()), { entryId: id, form: { ...entryForm(title), revision: 0 } });
    await edit("先保存");
    expect(await refusalOf(edit("后保存"))).toBe("changed_meanwhile");
    const { entry } = await findEntry(held.db.read, other(), id, NOW);
    expect(entry.title).toBe("先保存");
  });

  it("does not nominate an incomplete entry, naming what is missing", async () => {
    const id = await createEntry(as(held.db, other()), {
      cycleId: world.cycleId,
      from: { form: { ...entryForm("缺效果"), effect: "" } },
    });
    expect(await refusalOf(press(held, other(), id, "nominate", "draft"))).toBe("form_incomplete");
  });

  describe("what others see", () => {
    it("shows a hospital its own entries only, in list, counts, page and search", async () => {
      const { page, total, organisations } = await listEntries(
        held.db.read,
        other(),
        world.cycleId,
        ALL,
      );
      expect(page.rows.length).toBeGreaterThan(0);
      expect(new Set(page.rows.map((row) => row.organisationName))).toEqual(
        new Set([world.hospitals[1]?.name]),
      );
      expect(total.count).toBe(page.rows.length);
      expect(organisations).toHaveLength(1);
      const counts = await countByCategory(held.db.read, other(), world.cycleId);
      expect(counts).toEqual([{ category: "medical_service", count: 1 }]);
      const foreign = (await held.db
        .read("entries")
        .where({ cycleId: world.cycleId, organisationId: world.hospitals[0]?.id })
        .first("id")) as { id: string };
      expect(await refusalOf(findEntry(held.db.read, other(), foreign.id, NOW))).toBe("not_found");
      expect(
        await refusalOf(press(held, other(), foreign.id, "withdraw", "nominated", { reason: "x" })),
      ).toBe("not_found");
    });

    it("hides drafts from the centre", async () => {
      const { page } = await listEntries(held.db.read, world.officer, world.cycleId, ALL);
      expect(page.rows.length).toBe(4);
      expect(page.rows.some((row) => row.state === "draft")).toBe(false);
    });

    it("shows nothing to administrators and nothing to experts", async () => {
      for (const role of ["system_admin", "security_admin", "auditor", "expert"] as const) {
        const actor = await makeActor(held.db, { organisationId: world.centre.id, role });
        const { total } = await listEntries(held.db.read, actor, world.cycleId, ALL);
        expect(total.count, role).toBe(0);
      }
    });

    it("does not let the other hospital's office nominate from this hospital's projects", async () => {
      expect(
        await refusalOf(
          createEntry(as(held.db, other()), {
            cycleId: world.cycleId,
            from: { projectId: "unknown-project" },
          }),
        ),
      ).toBe("not_found");
    });

    it("does not open the nomination to a hospital that takes no part", async () => {
      const elsewhere = await makeMunicipalWorld(held.db, { hospitals: 1, name: "别处" });
      const stranger = (elsewhere.hospitals[0] as MunicipalWorld["hospitals"][number]).office;
      expect(
        await refusalOf(
          findNomination(held.db.read, stranger, world.cycleId, { q: "", cursor: null }),
        ),
      ).toBe("not_found");
    });
  });

  describe("when an entry drops out before the draw", () => {
    it("opens its place: the fourth can be nominated and is named as its replacement", async () => {
      const [first] = (await held.db
        .read("entries")
        .where({
          cycleId: world.cycleId,
          organisationId: world.hospitals[0]?.id,
          state: "nominated",
        })
        .orderBy("code")
        .pluck("id")) as string[];
      await press(held, world.officer, first as string, "disqualify", "nominated", {
        reason: "上年已获奖",
      });
      const fourth = (await held.db
        .read("entries")
        .where({ cycleId: world.cycleId, title: "第四项" })
        .first("id")) as { id: string };
      await press(held, own(), fourth.id, "nominate", "draft");
      const { replacement } = await findEntry(held.db.read, own(), first as string, NOW);
      expect(replacement?.id).toBe(fourth.id);
      const told = (await held.db
        .read("outbox")
        .where({ kind: "replacement_open", personId: own().personId })) as unknown[];
      expect(told).toHaveLength(1);
    });

    it("lapses a returned entry the day after it was due, not on the day", async () => {
      const id = await makeEntry(held.db, other(), world.cycleId, "将逾期");
      await press(held, world.officer, id, "return", "nominated", {
        reason: "补充",
        dueOn: "2024-03-05",
      });
      await runDueTransitions(held.db, "2024-03-05T15:59:00.000Z"); // 23:59 in Shanghai
      expect(await stateOf(held, id)).toBe("returned");
      await runDueTransitions(held.db, "2024-03-05T16:01:00.000Z");
      expect(await stateOf(held, id)).toBe("disqualified");
    });

    it("refuses to take an answer after the due day", async () => {
      const id = await makeEntry(held.db, other(), world.cycleId, "迟答");
      await press(held, world.officer, id, "return", "nominated", {
        reason: "补充",
        dueOn: "2024-03-05",
      });
      expect(
        await refusalOf(
          press(held, other(), id, "resubmit", "returned", { now: "2024-03-06T02:00:00.000Z" }),
        ),
      ).toBe("past_due");
    });
  });

  it("gives one result and one explanation when two officers qualify at once", async () => {
    const id = await makeEntry(held.db, other(), world.cycleId, "同时审查");
    const colleague = await makeActor(held.db, {
      organisationId: world.centre.id,
      role: "centre_officer",
    });
    const answers = await Promise.all([
      refusalOf(press(held, world.officer, id, "qualify", "nominated")),
      refusalOf(press(held, colleague, id, "qualify", "nominated")),
    ]);
    expect(answers.filter((code) => code === "none")).toHaveLength(1);
    expect(answers.find((code) => code !== "none")).toMatch(/^already_moved/);
  });
});

withDatabase("the draw of the municipal review", (held) => {
  let world: MunicipalWorld;
  beforeAll(async () => {
    world = await makeMunicipalWorld(held.db, { hospitals: 2 });
  });

  it("waits until every hospital has its three", async () => {
    await makePanel(held.db, world);
    expect(await refusalOf(draw(held.db, world))).toBe("organisations_short");
  });

  it("needs the witness, and draws only with the second press", async () => {
    for (const hospital of world.hospitals)
      for (let n = 1; n <= 3; n += 1) {
        const id = await makeEntry(held.db, hospital.office, world.cycleId, `${hospital.name}${n}`);
        await press(held, world.officer, id, "qualify", "nominated");
      }
    const input = {
      cycleId: world.cycleId,
      transition: "draw",
      expectedState: "collecting",
      reason: "",
    };
    const first = await advanceCycle(as(held.db, world.officer), input);
    expect(first.consentOnly).toBe(true);
    expect(await held.db.read("lots")).toHaveLength(0);
    const second = await advanceCycle(as(held.db, world.witness), input);
    expect(second.to).toBe("drawn");
  });

  it("keeps the seed, from which anybody draws the same order again", async () => {
    const { lots } = await findCycleOverview(held.db.read, world.officer, world.cycleId, NOW);
    const entries = (await held.db
      .read("entries")
      .where({ cycleId: world.cycleId, state: "scheduled" })
      .orderBy("position")
      .pluck("code")) as string[];
    expect(entries).toHaveLength(6);
    expect(lots[0]?.drawn).toEqual(entries);
    expect(drawLots([...entries].sort(), lots[0]?.seed ?? "")).toEqual(entries);
  });

  it("does not show the order of other hospitals' codes before publication", async () => {
    const office = (world.hospitals[0] as MunicipalWorld["hospitals"][number]).office;
    const { lots, rounds } = await findCycleOverview(held.db.read, office, world.cycleId, NOW);
    expect(lots).toEqual([]);
    expect(rounds).toEqual([]);
  });

  it("lets the order be undone with reason while no sheet was started, and drawn again", async () => {
    const back = {
      cycleId: world.cycleId,
      transition: "reopen_collecting",
      expectedState: "drawn",
      reason: "漏报一项",
    };
    await advanceCycle(as(held.db, world.officer), back);
    await advanceCycle(as(held.db, world.witness), back);
    const rows = (await held.db
      .read("entries")
      .where({ cycleId: world.cycleId })
      .select("state", "roundId", "position")) as {
      state: string;
      roundId: string | null;
      position: number;
    }[];
    expect(rows.every((row) => row.state === "qualified" && row.roundId === null)).toBe(true);
    await draw(held.db, world);
    expect(await held.db.read("lots")).toHaveLength(2);
  });

  it("lets nothing be disqualified after the draw", async () => {
    const id = (
      (await held.db.read("entries").where({ cycleId: world.cycleId }).first("id")) as {
        id: string;
      }
    ).id;
    expect(
      await refusalOf(press(held, world.officer, id, "disqualify", "scheduled", { reason: "x" })),
    ).toBe("not_from_here");
  });
});

withDatabase("the day of the review", (held) => {
  let world: MunicipalWorld;
  let entries: string[];
  beforeAll(async () => {
    world = await makeMunicipalWorld(held.db, { hospitals: 1 });
    entries = await drawn(held.db, world);
  });
  const host = (actor: Actor, entryId: string, transition: string, expectedState: string) =>
    hostEntry(as(held.db, actor), {
      cycleId: world.cycleId,
      entryId,
      transition,
      expectedState,
      reason: "设备故障",
    });

  it("lets the chair of the panel call up and put off, and nobody from the hospital", async () => {
    const chair = (await held.db
      .read("panelMembers")
      .where({ roundId: world.roundId, seat: "chair" })
      .first("personId")) as { personId: string };
    const [grant] = (await held.db.read("roleGrants").where({ personId: chair.personId })) as {
      id: string;
    }[];
    const actor: Actor = {
      ...world.officer,
      personId: chair.personId,
      role: "panel_chair",
      grantId: grant?.id ?? "",
      scopes: [],
      organisationIds: [],
    };
    const [first, second, third] = entries as [string, string, string];
    const office = (world.hospitals[0] as MunicipalWorld["hospitals"][number]).office;
    expect(await refusalOf(host(office, first, "present", "scheduled"))).toBe("not_your_step");
    await host(actor, first, "present", "scheduled");
    await host(actor, second, "postpone", "scheduled");
    await host(world.officer, third, "mark_absent", "scheduled");
    expect(await Promise.all(entries.map((id) => stateOf(held, id)))).toEqual([
      "presented",
      "postponed",
      "absent",
    ]);
  });
});
