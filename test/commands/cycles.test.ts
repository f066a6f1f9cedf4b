import { beforeAll, expect, it } from "vitest";
import { createCycle } from "~/commands/create-cycle.server";
import { editCycle } from "~/commands/edit-cycle.server";
import { saveRubric } from "~/commands/save-rubric.server";
import { findCycle, listCycles } from "~/data/cycles.server";
import { newId } from "~/data/ids.server";
import { listRubricVersions } from "~/data/rubrics.server";
import { defaultRubricOf, defaultSettings } from "~/platform/cycle-defaults.server";
import { Refused } from "~/domain/refusal";
import { makeActor, makeOrganisation, NOW } from "#test/factories";
import {
  as,
  drawn,
  makeEntry,
  makeMunicipalWorld,
  type MunicipalWorld,
} from "#test/factories-municipal";
import { withDatabase } from "#test/setup/database";

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
  return "none";
}

withDatabase("cycles", (held) => {
  let world: MunicipalWorld;
  beforeAll(async () => {
    world = await makeMunicipalWorld(held.db, { hospitals: 2 });
  });
  const settings = async () => ({
    ...(await findCycle(held.db.read, world.officer, world.cycleId)),
    participants: "all" as const,
  });
  const edit = async (changes: object, revision?: number) => {
    const now = await settings();
    await editCycle(as(held.db, world.officer), {
      cycleId: world.cycleId,
      revision: revision ?? now.revision,
      settings: { ...now, ...changes },
    });
  };

  it("of the centre begin with the seven published categories, a rubric and their one round", async () => {
    const cycle = await settings();
    expect(cycle.categories).toHaveLength(7);
    expect(cycle.categories[0]?.name).toBe("医疗服务");
    const [rubric] = await listRubricVersions(held.db.read, world.cycleId, "municipal");
    expect(rubric?.body.criteria.map(({ maximum }) => maximum)).toEqual([300, 300, 400]);
    const round = (await held.db.read("rounds").where({ cycleId: world.cycleId }).first()) as {
      recusalPolicy: string;
      state: string;
    };
    expect(round).toMatchObject({ recusalPolicy: "employer", state: "preparing" });
  });

  it("are seen by those who run them or take part, and by nobody else", async () => {
    const elsewhere = await makeMunicipalWorld(held.db, { hospitals: 1, name: "别处" });
    const list = async (actor: Parameters<typeof listCycles>[1]) => {
      const filter = { q: "", kind: "", state: "", sort: "", cursor: null };
      const { page, total } = await listCycles(held.db.read, actor, filter);
      expect(total.count).toBe(page.rows.length);
      return page.rows.map((row) => row.id);
    };
    expect(await list(world.officer)).toEqual([world.cycleId]);
    for (const { office } of world.hospitals) expect(await list(office)).toEqual([world.cycleId]);
    for (const { office } of elsewhere.hospitals)
      expect(await list(office)).toEqual([elsewhere.cycleId]);
    const admin = await makeActor(held.db, {
      organisationId: world.centre.id,
      role: "system_admin",
    });
    expect(await list(admin)).toEqual([]);
  });

  it("are set up only for an organisation that the actor runs", async () => {
    const office = (world.hospitals[0] as MunicipalWorld["hospitals"][number]).office;
    const other = await makeOrganisation(held.db, { kind: "hospital", name: "他院" });
    const code = await refusalOf(
      createCycle(as(held.db, office), {
        kind: "hospital",
        organisationId: other.id,
        settings: await defaultSettings("hospital", 2024, "zh-CN"),
        rubric: await defaultRubricOf("zh-CN"),
        roundName: "",
      }),
    );
    expect(code).toBe("organisation_not_yours");
  });

  it("keep a category that an entry uses, and a hospital that nominated", async () => {
    const [first] = world.hospitals;
    await makeEntry(held.db, first?.office as never, world.cycleId, "占用类别");
    const { categories } = await settings();
    expect(
      await refusalOf(
        edit({ categories: categories.filter(({ key }) => key !== "medical_service") }),
      ),
    ).toBe("category_in_use");
    expect(await refusalOf(edit({ participants: [world.hospitals[1]?.id] }))).toBe(
      "participant_in_use",
    );
  });

  it("tell the second of two who save the same page, and keep what the first saved", async () => {
    const { revision } = await settings();
    await edit({ name: "先保存" }, revision);
    expect(await refusalOf(edit({ name: "后保存" }, revision))).toBe("changed_meanwhile");
    expect((await settings()).name).toBe("先保存");
  });

  it("take over the new rule into a round that has not begun", async () => {
    const { rule } = await settings();
    await edit({ rule: { ...rule, aggregation: "trimmed:1" } });
    const round = (await held.db.read("rounds").where({ id: world.roundId }).first("rule")) as {
      rule: string;
    };
    expect(JSON.parse(round.rule)).toMatchObject({ aggregation: "trimmed:1" });
  });

  it("are fixed once lots were drawn", async () => {
    const other = await makeMunicipalWorld(held.db, { hospitals: 1, name: "抽签" });
    await drawn(held.db, other);
    const cycle = await findCycle(held.db.read, other.officer, other.cycleId);
    expect(
      await refusalOf(
        editCycle(as(held.db, other.officer), {
          cycleId: other.cycleId,
          revision: cycle.revision,
          settings: { ...cycle, participants: "all" },
        }),
      ),
    ).toBe("cycle_fixed");
  });
});

withDatabase("rubrics", (held) => {
  let world: MunicipalWorld;
  beforeAll(async () => {
    world = await makeMunicipalWorld(held.db, { hospitals: 1 });
  });
  const latest = async () => {
    const [one] = await listRubricVersions(held.db.read, world.cycleId, "municipal");
    if (!one) throw new Error("no rubric");
    return one;
  };
  const save = async (name: string, asNewVersion: boolean, version?: number) => {
    const { body, ...now } = await latest();
    return saveRubric(as(held.db, world.officer), {
      cycleId: world.cycleId,
      kind: "municipal",
      version: version ?? now.version,
      name,
      rubric: body,
      asNewVersion,
    });
  };

  it("change in place until the first sheet", async () => {
    expect(await save("修订", false)).toBe(1);
    expect((await latest()).name).toBe("修订");
  });

  it("are not changed by a hospital that takes part", async () => {
    const office = (world.hospitals[0] as MunicipalWorld["hospitals"][number]).office;
    const { body, version } = await latest();
    const code = await refusalOf(
      saveRubric(as(held.db, office), {
        cycleId: world.cycleId,
        kind: "municipal",
        version,
        name: "医院改的",
        rubric: body,
        asNewVersion: false,
      }),
    );
    expect(code).toBe("out_of_reach");
  });

  it("are frozen by a sheet, even one whose rubric nobody marked, and then change by a new version", async () => {
    const [entry] = await drawn(held.db, world);
    const member = (await held.db
      .read("panelMembers")
      .where({ roundId: world.roundId })
      .first("id")) as { id: string };
    await held.db.write("sheets").insert({
      id: newId(),
      roundId: world.roundId,
      entryId: entry,
      panelMemberId: member.id,
      state: "draft",
      savedAt: NOW,
    });
    expect((await latest()).frozenAt).toBe(NOW);
    expect(await refusalOf(save("改动", false))).toBe("rubric_frozen");
    expect(await save("第二版", true)).toBe(2);
    expect(await refusalOf(save("旧页面", true, 1))).toBe("changed_meanwhile");
    expect(
      (await listRubricVersions(held.db.read, world.cycleId, "municipal")).map(({ name }) => name),
    ).toEqual(["第二版", "修订"]);
  });
});
