import { missingToSubmit, type Application } from "~/domain/application";
import { missingInCharter, type Charter } from "~/domain/execution";
import { missingToVerify, type EffectEvaluation } from "~/domain/evaluation/effect";
import type { MeetingResult, ProjectFacts, ProjectRoundFacts } from "~/domain/lifecycle/facts";
import { workflowOptionsSchema, type WorkflowOptions } from "~/domain/lifecycle/options";
import type { Condition, Relation } from "~/domain/lifecycle/parties";
import type { ProjectState } from "~/domain/lifecycle/project-table";
import type { Actor } from "~/domain/people";
import { shanghaiDate } from "~/domain/working-days";
import { frozenStandingOf } from "../agenda.server";
import type { Queryable } from "../connection.server";
import { fromJson } from "../rows.server";
import { countRows, covers, loadPast } from "./shared.server";

export interface ProjectRow {
  id: string;
  code: string;
  cycleId: string;
  hospitalId: string;
  departmentId: string;
  branchId: string | null;
  leadId: string;
  title: string;
  category: string;
  state: ProjectState;
  stateSince: string;
  resumeTo: ProjectState | null;
  dueOn: string;
  isOnHold: number;
  isExtended: number;
  wasRectified: number;
  isUnverified: number;
  isMajorMatter: number;
  isSecretaryProject: number;
  workflowVersion: number;
  options: string;
  outcome: string;
  archivedAt: string | null;
  mergedIntoId: string | null;
  score: string;
  eventSeq: number;
  createdAt: string;
  updatedAt: string;
}

export const NO_DUE_DATE = "9999-12-31";

/** What the press at hand adds to the stored facts. */
export interface ProjectPress {
  /** Set by the meeting that carries its decision out. */
  decision?: MeetingResult | null;
  grade?: string;
  rescoring?: "yes" | "no";
  flaw?: "decision" | "scoring";
  mergeIntoId?: string;
  committeeInformed?: boolean;
}

export async function loadProjectRow(db: Queryable, id: string): Promise<ProjectRow | undefined> {
  return (await db("projects").where({ id }).first()) as ProjectRow | undefined;
}

export const optionsOf = (row: { options: string }): WorkflowOptions =>
  workflowOptionsSchema.parse(fromJson(row.options));

/** Everything `decide` asks about a project, for this actor (null: the scheduler). */
export async function loadProjectFacts(
  db: Queryable,
  row: ProjectRow,
  actor: Actor | null,
  now: string,
  press: ProjectPress = {},
): Promise<ProjectFacts> {
  const past = await loadPast(db, "project", row.id);
  const merge = await findMerge(db, row, press);
  const coSigns = (await db("coSigns as c")
    .join("organisations as o", "o.id", "c.departmentId")
    .where({ "c.projectId": row.id })
    .select("c.departmentId", "c.decision", "o.name")) as {
    departmentId: string;
    decision: string;
    name: string;
  }[];
  const notice = await findNotice(db, row.id);
  const amendment = (await db("amendments")
    .where({ projectId: row.id, state: "proposed" })
    .first("aboveThreshold", "committeeApproved")) as
    | { aboveThreshold: number; committeeApproved: number }
    | undefined;
  return {
    state: row.state,
    today: shanghaiDate(now),
    relations: await relationsOf(db, row, actor, coSigns.map((sign) => sign.departmentId), merge),
    inScope: covers(actor, {
      organisationIds: [
        row.hospitalId,
        row.departmentId,
        row.branchId,
        // A head answers for the department that cooperates.
        ...(actor?.role === "department_head" ? coSigns.map((sign) => sign.departmentId) : []),
      ],
      cycleId: row.cycleId,
      projectId: row.id,
    }),
    conditions: await conditionsOf(db, row, merge, now),
    consents: past.consents,
    lastEvent: past.lastEvent,
    choices: {
      ...(press.grade ? { grade: press.grade } : {}),
      ...(press.rescoring ? { rescoring: press.rescoring } : {}),
      ...(press.flaw ? { flaw: press.flaw } : {}),
    },
    resumeTo: row.resumeTo,
    formMissing: await formMissing(db, row),
    newVersion: await changedSinceReturn(db, row),
    coSignsMissing: coSigns.filter((sign) => sign.decision !== "confirmed").map((sign) => sign.name),
    dueOn: row.dueOn === NO_DUE_DATE ? null : row.dueOn,
    extensions: row.isExtended,
    checklistOpen: await openChecklist(db, row),
    mergeInto: merge?.code ?? null,
    round: await roundOf(db, row, "establishment"),
    standingAttached: await hasStanding(db, row.id),
    belowCutLine: await isBelowCutLine(db, row),
    committeeInformed: press.committeeInformed ?? false,
    coreGroupMissing: row.isMajorMatter === 1 && !(await coreGroupRecorded(db, row.id)),
    decision: press.decision ?? null,
    noticeEndsOn: notice?.endsOn ?? null,
    openObjections: notice
      ? await countRows(
          db("objections")
            .where({ noticeId: notice.id })
            .whereIn("state", ["lodged", "checking"])
            .andWhere((where) => where.where({ projectId: row.id }).orWhereNull("projectId"))
            .count({ n: "*" }),
        )
      : 0,
    recheckWritten: true, // the objection's own guard asked before it carries this row out
    onHold: row.isOnHold === 1,
    amendment: {
      written: amendment !== undefined,
      aboveThreshold: amendment?.aboveThreshold === 1,
      approvedByCommittee: amendment?.committeeApproved === 1,
    },
    stageReportsMissing: await reportsMissing(db, row),
    verificationMissing: await verificationMissing(db, row),
    closureRoundFrozen: (await roundOf(db, row, "closure"))?.frozen ?? false,
    rectifications: row.wasRectified,
    packageSealed: (await db("archives").where({ projectId: row.id }).first("digest")) !== undefined,
    archived: row.archivedAt !== null,
  };
}

interface MergeTarget {
  id: string;
  code: string;
  leadId: string;
}

/** The project this one is to merge into: named in the press, or by an earlier press of the same merge. */
async function findMerge(
  db: Queryable,
  row: ProjectRow,
  press: ProjectPress,
): Promise<MergeTarget | null> {
  const id = press.mergeIntoId || row.mergedIntoId;
  if (!id || id === row.id) return null;
  const found = (await db("projects")
    .where({ id, cycleId: row.cycleId })
    .first("id", "code", "leadId")) as MergeTarget | undefined;
  return found ?? null;
}

async function relationsOf(
  db: Queryable,
  row: ProjectRow,
  actor: Actor | null,
  cooperating: readonly string[],
  merge: MergeTarget | null,
): Promise<Relation[]> {
  if (!actor) return [];
  const relations: Relation[] = [];
  if (row.leadId === actor.personId) relations.push("lead");
  const member: unknown = await db("projectMembers")
    .where({ projectId: row.id, personId: actor.personId })
    .first("personId");
  if (member) relations.push("member");
  if (merge?.leadId === actor.personId) relations.push("other_lead");
  const named: unknown = await db("effectEvaluations")
    .where({ projectId: row.id, verifierId: actor.personId })
    .first("id");
  if (named) relations.push("named_verifier");
  if (actor.role === "department_head") {
    if (actor.organisationIds.includes(row.departmentId)) relations.push("head_of_department");
    if (cooperating.some((id) => actor.organisationIds.includes(id)))
      relations.push("head_of_cooperating");
  }
  if (actor.hospitalId === row.hospitalId) relations.push("own_hospital");
  if (actor.organisationIds.includes(row.hospitalId)) relations.push("organiser");
  return relations;
}

async function conditionsOf(
  db: Queryable,
  row: ProjectRow,
  merge: MergeTarget | null,
  now: string,
): Promise<Condition[]> {
  const conditions: Condition[] = [];
  const today = shanghaiDate(now);
  const headGrant: unknown = await db("roleGrants")
    .where({
      personId: row.leadId,
      role: "department_head",
      scopeKind: "organisation",
      scopeId: row.departmentId,
    })
    .whereNull("revokedAt")
    .andWhere("validFrom", "<=", today)
    .andWhere((where) => where.whereNull("validUntil").orWhere("validUntil", ">=", today))
    .first("id");
  if (headGrant) conditions.push("lead_is_head");
  if (merge?.leadId === row.leadId) conditions.push("same_lead");
  return conditions;
}

async function formMissing(db: Queryable, row: ProjectRow): Promise<readonly string[]> {
  if (row.state === "draft" || row.state === "returned") {
    const found = (await db("applications").where({ projectId: row.id }).first("body")) as
      | { body: string }
      | undefined;
    return found ? missingToSubmit(fromJson<Application>(found.body)) : ["application:field.title"];
  }
  if (row.state === "established") {
    const found = (await db("charters")
      .where({ projectId: row.id })
      .orderBy("version", "desc")
      .first("body")) as { body: string } | undefined;
    return found ? missingInCharter(fromJson<Charter>(found.body)) : ["charter:title"];
  }
  return [];
}

/** Whether the application was saved again after the last return. */
async function changedSinceReturn(db: Queryable, row: ProjectRow): Promise<boolean> {
  if (row.state !== "returned") return true;
  const application = (await db("applications").where({ projectId: row.id }).first("savedAt")) as
    | { savedAt: string }
    | undefined;
  return application !== undefined && application.savedAt > row.stateSince;
}

async function openChecklist(db: Queryable, row: ProjectRow): Promise<readonly string[]> {
  if (row.state !== "submitted") return [];
  const latest = (await db("applicationVersions")
    .where({ projectId: row.id })
    .max({ number: "number" })
    .first()) as { number: number | null } | undefined;
  const check = (await db("formChecks")
    .where({ projectId: row.id, version: latest?.number ?? 0 })
    .first("items")) as { items: string } | undefined;
  if (!check) return ["application:form_check.not_started"];
  return fromJson<{ key: string; ok: boolean }[]>(check.items)
    .filter((item) => !item.ok)
    .map((item) => `application:form_check.item.${item.key}`);
}

/** The project's place in its latest round of a kind. */
async function roundOf(
  db: Queryable,
  row: ProjectRow,
  kind: "establishment" | "closure",
): Promise<ProjectRoundFacts | null> {
  const entry = (await db("entries as e")
    .join("rounds as r", "r.id", "e.roundId")
    .where({ "e.projectId": row.id, "r.kind": kind })
    .whereNot({ "e.state": "withdrawn" })
    .orderBy("r.createdAt", "desc")
    .first("e.id", "e.isSetAside", "r.id as roundId", "r.state", "r.generation")) as
    | { id: string; isSetAside: number; roundId: string; state: string; generation: number }
    | undefined;
  if (!entry) return null;
  const mayScore = db("panelMembers as m")
    .where({ "m.roundId": entry.roundId, "m.status": "accepted" })
    .whereNot({ "m.seat": "reserve" })
    .whereNotExists((recused) => {
      void recused
        .from("recusals as x")
        .where({ "x.entryId": entry.id })
        .whereNull("x.dismissedAt")
        .whereRaw("x.panel_member_id = m.id");
    })
    .count({ n: "*" });
  return {
    frozen: entry.state === "frozen" || entry.state === "revealed",
    panel: await countRows(mayScore),
    validSheets: await countRows(
      db("sheets")
        .where({ entryId: entry.id, generation: entry.generation, isLate: 0 })
        .whereIn("state", ["submitted", "sealed"])
        .count({ n: "*" }),
    ),
    setAside: entry.isSetAside === 1,
    reservesLeft: await countRows(
      db("panelMembers")
        .where({ roundId: entry.roundId, seat: "reserve" })
        .whereIn("status", ["invited", "accepted"])
        .count({ n: "*" }),
    ),
  };
}

async function hasStanding(db: Queryable, projectId: string): Promise<boolean> {
  const found: unknown = await db("standingEntries as s")
    .join("entries as e", "e.id", "s.entryId")
    .where({ "e.projectId": projectId })
    .first("s.entryId");
  return found !== undefined;
}

/** Never before the reveal: whether a button can be pressed would tell on which side the score lies. */
async function isBelowCutLine(db: Queryable, row: ProjectRow): Promise<boolean> {
  const { cutLine } = optionsOf(row);
  if (!cutLine) return false;
  const standing = await frozenStandingOf(db, row.id, "establishment");
  if (!standing || standing.revealedAt === null) return false;
  const { place, score } = standing;
  if (place === null || score === null) return true;
  return cutLine.kind === "place" ? place > cutLine.value : Number(score) < Number(cutLine.value);
}

/** A major matter's core group meeting is recorded in the application itself. */
async function coreGroupRecorded(db: Queryable, projectId: string): Promise<boolean> {
  const found = (await db("applications").where({ projectId }).first("body")) as
    | { body: string }
    | undefined;
  return found !== undefined && (fromJson<Application>(found.body).coreGroupRecord ?? "").trim() !== "";
}

function findNotice(db: Queryable, projectId: string) {
  return db("notices as n")
    .join("noticeProjects as p", "p.noticeId", "n.id")
    .where({ "p.projectId": projectId, "n.kind": "establishment" })
    .orderBy("n.publishedAt", "desc")
    .first("n.id", "n.endsOn") as Promise<{ id: string; endsOn: string } | undefined>;
}

async function reportsMissing(db: Queryable, row: ProjectRow): Promise<number> {
  if (row.state !== "executing") return 0;
  return countRows(
    db("reportCalls as c")
      .where({ "c.cycleId": row.cycleId })
      .whereNotExists((given) => {
        void given
          .from("stageReports as s")
          .where({ "s.projectId": row.id })
          .whereIn("s.state", ["submitted", "excused"])
          .whereRaw("s.call_id = c.id");
      })
      .count({ n: "*" }),
  );
}

async function verificationMissing(db: Queryable, row: ProjectRow): Promise<readonly string[]> {
  if (row.state !== "evaluating") return [];
  const found = (await db("effectEvaluations")
    .where({ projectId: row.id })
    .orderBy("version", "desc")
    .first("body", "state", "finding")) as
    | { body: string; state: string; finding: string }
    | undefined;
  if (!found || found.state !== "submitted") return ["effect:not_submitted"];
  return missingToVerify(fromJson<EffectEvaluation>(found.body), found.finding);
}
