import { replaceMembers, titleColumns } from "~/data/applications.server";
import type { Transaction } from "~/data/connection.server";
import { NO_DUE_DATE } from "~/data/facts/project-facts.server";
import { newId } from "~/data/ids.server";
import { fromJson } from "~/data/rows.server";
import type { Application } from "~/domain/application";
import type { CycleDates, CycleQuotas } from "~/domain/cycle";
import { can } from "~/domain/permissions";
import { codePrefix, nextCode } from "~/domain/project-code";
import { refuse, unless } from "~/domain/refusal";
import { shanghaiDate } from "~/domain/working-days";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

export interface NewProject {
  readonly cycleId: string;
  /** The applicant's own department, or one below their grant. */
  readonly departmentId: string;
  readonly body: Application;
}

interface CycleRow {
  id: string;
  kind: string;
  organisationId: string;
  year: number;
  state: string;
  workflowVersion: number;
  options: string;
  dates: string;
  quotas: string;
}

/**
 * Begins an application: a draft with its code, led by the actor. Refuses a cycle that is not the
 * actor's hospital's (404) or not collecting, a department that is not theirs, and one whose quota of
 * applications is used up.
 */
export function createProject(
  ctx: Context,
  input: NewProject,
): Promise<{ id: string; code: string; revision: number }> {
  const id = newId();
  return inTransaction(ctx, "project.create", { kind: "project", id }, async (tx) => {
    const cycle = await collectingCycle(tx, input.cycleId, ctx.now);
    const hospitalId = cycle.organisationId;
    unless(can(ctx.actor, "project.create", { hospitalId }));
    const department = await ownDepartment(tx, ctx, input.departmentId, hospitalId);
    await withinQuota(tx, cycle, department.id);
    const code = await giveCode(tx, cycle, department);
    const leadId = ctx.actor.personId;
    const project = { id, code, leadId, hospitalId, departmentId: department.id };
    await tx("projects").insert({
      ...project,
      ...(await titleColumns(tx, project, input.body.title)),
      cycleId: cycle.id,
      branchId: await branchOf(tx, leadId),
      category: input.body.category,
      state: "draft",
      stateSince: ctx.now,
      dueOn: NO_DUE_DATE,
      workflowVersion: cycle.workflowVersion,
      options: cycle.options,
      eventSeq: 1,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    });
    await tx("events").insert({
      id: newId(),
      subjectKind: "project",
      subjectId: id,
      seq: 1,
      at: ctx.now,
      actorId: leadId,
      actorRole: ctx.actor.role,
      transition: "create",
      fromState: "draft",
      toState: "draft",
    });
    await tx("applications").insert({
      projectId: id,
      body: JSON.stringify(input.body),
      revision: 1,
      savedAt: ctx.now,
      savedBy: leadId,
    });
    await replaceMembers(tx, { id, hospitalId, leadId }, input.body.members);
    return { id, code, revision: 1 };
  });
}

/** Locks the cycle where the database has row locks, so that quota and code are counted alone. */
export async function collectingCycle(tx: Transaction, id: string, now: string): Promise<CycleRow> {
  const cycle = (await tx("cycles").where({ id, kind: "hospital" }).forUpdate().first()) as
    CycleRow | undefined;
  if (!cycle) refuse("not_found", {}, 404);
  if (cycle.state !== "collecting")
    refuse("cycle_not_collecting", { state: `lifecycle:cycle.state.${cycle.state}.staff` });
  const { applyFrom, applyUntil } = fromJson<Partial<CycleDates>>(cycle.dates);
  const today = shanghaiDate(now);
  if (applyFrom && today < applyFrom) refuse("applications_not_yet", { from: applyFrom });
  if (applyUntil && today > applyUntil) refuse("applications_over", { until: applyUntil });
  return cycle;
}

async function ownDepartment(
  tx: Transaction,
  ctx: Context,
  id: string,
  hospitalId: string,
): Promise<{ id: string; code: string }> {
  const own = id === ctx.actor.organisationId || ctx.actor.organisationIds.includes(id);
  const department = (await tx("organisations")
    .where({ id, hospitalId, kind: "department" })
    .whereNull("closedAt")
    .first("id", "code")) as { id: string; code: string } | undefined;
  if (!department || !own) refuse("department_not_yours", {}, 422, "departmentId");
  return department;
}

async function withinQuota(tx: Transaction, cycle: CycleRow, departmentId: string): Promise<void> {
  const limit = fromJson<Partial<CycleQuotas>>(cycle.quotas).applicationsPerDepartment;
  if (limit == null) return;
  const row = (await tx("projects")
    .where({ cycleId: cycle.id, departmentId })
    .whereNotIn("state", ["withdrawn", "merged"])
    .count({ n: "*" })
    .first()) as { n: number };
  if (Number(row.n) >= limit) refuse("department_quota_used", { limit });
}

async function giveCode(
  tx: Transaction,
  cycle: CycleRow,
  department: { id: string; code: string },
): Promise<string> {
  const departments = (await tx("organisations")
    .where({ hospitalId: cycle.organisationId, kind: "department" })
    .orderBy("createdAt")
    .orderBy("id")
    .pluck("id")) as string[];
  const position = departments.indexOf(department.id) + 1;
  const prefix = codePrefix(cycle.year, { code: department.code, position });
  const given = (await tx("projects")
    .where({ cycleId: cycle.id })
    .andWhere("code", "like", `${prefix}%`)
    .pluck("code")) as string[];
  return nextCode(prefix, given);
}

/** The party branch of the lead, where their grants name one. */
async function branchOf(tx: Transaction, personId: string): Promise<string | null> {
  const row = (await tx("roleGrants as g")
    .join("organisations as o", "o.id", "g.scopeId")
    .where({ "g.personId": personId, "o.kind": "branch" })
    .whereNull("g.revokedAt")
    .first("o.id")) as { id: string } | undefined;
  return row?.id ?? null;
}
