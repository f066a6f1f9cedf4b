import type { Actor } from "~/domain/people";
import type { Database } from "~/data/connection.server";
import type { Context } from "~/platform/context";
import { advanceCycle } from "~/commands/advance-cycle.server";
import { advanceEntry } from "~/commands/advance-entry.server";
import { createCycle } from "~/commands/create-cycle.server";
import { createEntry } from "~/commands/create-entry.server";
import { newId } from "~/data/ids.server";
import { defaultRubricOf, defaultSettings } from "~/platform/cycle-defaults.server";
import type { CycleSettings } from "~/domain/cycle-form";
import { makeActor, makeOrganisation, NOW } from "#test/factories";

export interface MunicipalWorld {
  centre: { id: string; name: string };
  officer: Actor;
  witness: Actor;
  hospitals: { id: string; name: string; office: Actor }[];
  cycleId: string;
  roundId: string;
}

export const as = (db: Database, actor: Actor, now = NOW): Context => ({
  db,
  actor,
  now,
  requestId: "test",
});

/** A centre, hospitals with their offices, a witness, a municipal cycle with its round. */
export async function makeMunicipalWorld(
  db: Database,
  given: { hospitals?: number; options?: Partial<CycleSettings["options"]>; name?: string } = {},
): Promise<MunicipalWorld> {
  const name = given.name ?? "示范";
  const centre = await makeOrganisation(db, { kind: "centre", name: `${name}医管中心` });
  const officer = await makeActor(db, { organisationId: centre.id, role: "centre_officer" });
  const witness = await makeActor(db, { organisationId: centre.id, role: "witness" });
  const hospitals: MunicipalWorld["hospitals"] = [];
  for (let n = 1; n <= (given.hospitals ?? 2); n += 1) {
    const hospital = await makeOrganisation(db, {
      kind: "hospital",
      name: `${name}第${n}医院`,
      parentId: centre.id,
    });
    const office = await makeActor(db, { organisationId: hospital.id, role: "office" });
    hospitals.push({ id: hospital.id, name: hospital.name, office });
  }
  const settings = await defaultSettings("municipal", 2024, "zh-CN");
  const cycleId = await createCycle(as(db, officer), {
    kind: "municipal",
    organisationId: centre.id,
    settings: { ...settings, options: { ...settings.options, ...given.options } },
    rubric: await defaultRubricOf("zh-CN"),
    roundName: "专家评审",
  });
  const round = (await db.read("rounds").where({ cycleId }).first("id")) as { id: string };
  return { centre, officer, witness, hospitals, cycleId, roundId: round.id };
}

export const entryForm = (title: string, category = "medical_service") => ({
  title,
  category,
  problem: "2023 年投诉 120 件",
  measures: "优化流程",
  effect: "降至 60 件",
  leadDepartment: "门诊部",
  leadName: "王敏",
});

/** A draft of the hospital, nominated unless told otherwise. */
export async function makeEntry(
  db: Database,
  office: Actor,
  cycleId: string,
  title: string,
  options: { nominated?: boolean; category?: string } = {},
): Promise<string> {
  const ctx = as(db, office);
  const id = await createEntry(ctx, {
    cycleId,
    from: { form: entryForm(title, options.category ?? "medical_service") },
  });
  if (options.nominated !== false)
    await advanceEntry(ctx, {
      entryId: id,
      transition: "nominate",
      expectedState: "draft",
      reason: "",
    });
  return id;
}

/** Experts of an outside body who accepted. */
export async function makePanel(db: Database, world: MunicipalWorld, count = 5): Promise<Actor[]> {
  const body = await makeOrganisation(db, { kind: "external", name: "外部单位" });
  const experts: Actor[] = [];
  for (let n = 0; n < count; n += 1) {
    const expert = await makeActor(db, {
      organisationId: body.id,
      role: n === 0 ? "panel_chair" : "expert",
    });
    await db.write("panelMembers").insert({
      id: newId(),
      roundId: world.roundId,
      personId: expert.personId,
      name: expert.name,
      employerId: body.id,
      seat: n === 0 ? "chair" : "member",
      status: "accepted",
      invitedAt: NOW,
      position: n,
    });
    experts.push(expert);
  }
  return experts;
}

/** Every hospital with all its entries, checked, the panel there, the order drawn. */
export async function drawn(db: Database, world: MunicipalWorld): Promise<string[]> {
  const ids: string[] = [];
  for (const hospital of world.hospitals)
    for (let n = 1; n <= 3; n += 1) {
      const id = await makeEntry(db, hospital.office, world.cycleId, `${hospital.name}项目${n}`);
      await advanceEntry(as(db, world.officer), {
        entryId: id,
        transition: "qualify",
        expectedState: "nominated",
        reason: "",
      });
      ids.push(id);
    }
  await makePanel(db, world);
  await draw(db, world);
  return ids;
}

export async function draw(db: Database, world: MunicipalWorld): Promise<void> {
  const press = {
    cycleId: world.cycleId,
    transition: "draw",
    expectedState: "collecting",
    reason: "",
  };
  await advanceCycle(as(db, world.officer), press);
  await advanceCycle(as(db, world.witness), press);
}
