import { categoryName, type Category } from "~/domain/cycle";
import { available, type Offer } from "~/domain/lifecycle/decide";
import { stepper, type Step } from "~/domain/lifecycle/describe";
import type { ProjectFacts } from "~/domain/lifecycle/facts";
import { partyLabel } from "~/domain/lifecycle/machine";
import { isOn } from "~/domain/lifecycle/options";
import { askedParties } from "~/domain/lifecycle/pressing";
import type { ProjectState } from "~/domain/lifecycle/project-table";
import { workflow } from "~/domain/lifecycle/workflow";
import type { Actor } from "~/domain/people";
import { refuse, type Refusal } from "~/domain/refusal";
import type { Queryable } from "./connection.server";
import { loadProjectFacts, NO_DUE_DATE, optionsOf, type ProjectRow } from "./facts/project-facts.server";
import { visibleProjects } from "./projects.server";
import { fromJson } from "./rows.server";

export type SeenProject = ProjectRow & {
  leadName: string;
  departmentName: string;
  cycleName: string;
  cycleCategories: string;
  mergedIntoCode: string | null;
};

/** A project the actor sees; 404 alike for what does not exist and for what is not theirs to see. */
export async function findProject(db: Queryable, actor: Actor, id: string): Promise<SeenProject> {
  const row = (await db("projects as p")
    .join("people as l", "l.id", "p.leadId")
    .join("organisations as d", "d.id", "p.departmentId")
    .join("cycles as c", "c.id", "p.cycleId")
    .leftJoin("projects as m", "m.id", "p.mergedIntoId")
    .where("p.id", id)
    .andWhere(visibleProjects(actor))
    .first(
      "p.*",
      "l.name as leadName",
      "d.name as departmentName",
      "c.name as cycleName",
      "c.categories as cycleCategories",
      "m.code as mergedIntoCode",
    )) as SeenProject | undefined;
  return row ?? refuse("not_found", {}, 404);
}

export interface CoSign {
  departmentId: string;
  name: string;
  decision: string;
  reason: string;
  by: string | null;
  at: string | null;
}

/** A button of the project page, told in keys. */
export interface PageOffer {
  transition: string;
  tone: "main" | "normal" | "danger";
  reason: "required" | "optional" | "none";
  asks: readonly string[];
  refusal: Refusal | null;
  /** Party label keys with the name of who agreed. */
  consents: { party: string; name: string }[];
}

export interface ProjectPageData {
  id: string;
  code: string;
  title: string;
  state: ProjectState;
  stateSince: string;
  dueOn: string | null;
  outcome: string;
  archivedAt: string | null;
  onHold: boolean;
  extended: boolean;
  unverified: boolean;
  majorMatter: boolean;
  secretaryProject: boolean;
  category: string;
  lead: string;
  department: string;
  cycle: { id: string; name: string };
  score: string;
  mergedInto: { id: string; code: string } | null;
  isLead: boolean;
  isMember: boolean;
  members: { name: string; duty: string }[];
  coSigns: CoSign[];
  steps: Step[];
  offers: PageOffer[];
  /** Label keys of whom the next main step waits for; empty at an end. */
  waitingFor: string[];
}

/** Everything around the tabs of a project page, for this actor. */
export async function loadProjectPage(
  db: Queryable,
  actor: Actor,
  id: string,
  now: string,
): Promise<ProjectPageData> {
  const row = await findProject(db, actor, id);
  const machine = workflow(row.workflowVersion).machines.project;
  const options = optionsOf(row);
  const facts = await loadProjectFacts(db, row, actor, now);
  const members = (await db("projectMembers as m")
    .join("people as p", "p.id", "m.personId")
    .where({ "m.projectId": id })
    .orderBy("m.position")
    .select("p.name", "m.duty", "m.personId")) as { name: string; duty: string; personId: string }[];
  const coSigns = await coSignsOf(db, id);
  const passages = (await db("events")
    .where({ subjectKind: "project", subjectId: id })
    .whereRaw("from_state <> to_state")
    .orderBy("seq")
    .select("toState", "at")) as { toState: ProjectState; at: string }[];
  const history = [
    { to: "draft" as const, at: row.createdAt },
    ...passages.map(({ toState, at }) => ({ to: toState, at })),
  ];
  const onHold = row.isOnHold === 1;
  // Of stopping and going on again only one is ever in question.
  const moot = onHold ? "hold" : "resume";
  const offers = available(machine, options, facts, actor).filter(
    (offer) =>
      offer.transition !== moot &&
      (offer.transition !== "co_sign" || coSigns.some((one) => mine(actor, one))),
  );
  return {
    id,
    code: row.code,
    title: row.title,
    state: row.state,
    stateSince: row.stateSince,
    dueOn: row.dueOn === NO_DUE_DATE ? null : row.dueOn,
    outcome: row.outcome,
    archivedAt: row.archivedAt,
    onHold,
    extended: row.isExtended === 1,
    unverified: row.isUnverified === 1,
    majorMatter: row.isMajorMatter === 1,
    secretaryProject: row.isSecretaryProject === 1,
    category: categoryName(fromJson<Category[]>(row.cycleCategories), row.category),
    lead: row.leadName,
    department: row.departmentName,
    cycle: { id: row.cycleId, name: row.cycleName },
    score: row.score,
    mergedInto:
      row.mergedIntoId && row.mergedIntoCode
        ? { id: row.mergedIntoId, code: row.mergedIntoCode }
        : null,
    isLead: row.leadId === actor.personId,
    isMember: members.some((member) => member.personId === actor.personId),
    members: members.map(({ name, duty }) => ({ name, duty })),
    coSigns,
    steps: stepper(
      { state: row.state, resumeTo: row.resumeTo, archived: row.archivedAt !== null },
      history,
      options,
    ),
    offers: offers.map(asPageOffer),
    waitingFor: waitingFor(row.state, facts),
  };

  function waitingFor(state: ProjectState, known: ProjectFacts): string[] {
    if (known.verificationMissing.includes("effect:not_submitted")) return [partyLabel("lead")];
    const labels = new Set<string>();
    for (const next of machine.rows) {
      if (next.key === moot) continue;
      if (!next.from.includes(state) || next.tone !== "main") continue;
      if (next.needs && !isOn(options, next.needs)) continue;
      if (next.key === "co_sign" && known.coSignsMissing.length === 0) continue;
      const given = known.consents[next.key] ?? [];
      for (const party of askedParties(next, options, known))
        if (!given.some((consent) => consent.party === party)) labels.add(partyLabel(party));
    }
    return [...labels];
  }
}

const mine = (actor: Actor, one: CoSign) =>
  one.decision !== "confirmed" && actor.organisationIds.includes(one.departmentId);

function asPageOffer(offer: Offer<ProjectState, string>): PageOffer {
  return {
    transition: offer.transition,
    tone: offer.row.tone,
    reason: offer.row.reason,
    asks: offer.row.asks ?? [],
    refusal: offer.refusal,
    consents: offer.consentsGiven.map(({ party, name }) => ({ party: partyLabel(party), name })),
  };
}

export async function coSignsOf(db: Queryable, projectId: string): Promise<CoSign[]> {
  return (await db("coSigns as c")
    .join("organisations as o", "o.id", "c.departmentId")
    .leftJoin("people as p", "p.id", "c.decidedBy")
    .where({ "c.projectId": projectId })
    .orderBy("o.sortKey")
    .select(
      "c.departmentId",
      "o.name",
      "c.decision",
      "c.reason",
      "p.name as by",
      "c.decidedAt as at",
    )) as CoSign[];
}

/** Projects that this one may be merged into, for the office's choice. */
export async function mergeTargets(
  db: Queryable,
  actor: Actor,
  project: { id: string; cycle: { id: string } },
): Promise<{ id: string; code: string; title: string }[]> {
  return (await db("projects as p")
    .where("p.cycleId", project.cycle.id)
    .whereIn("p.state", ["submitted", "accepted"])
    .whereNot("p.id", project.id)
    .andWhere(visibleProjects(actor))
    .orderBy("p.code")
    .limit(200)
    .select("p.id", "p.code", "p.title")) as { id: string; code: string; title: string }[];
}

export interface HistoryEvent {
  id: string;
  seq: number;
  at: string;
  by: string | null;
  role: string;
  transition: string;
  fromState: string;
  toState: string;
  reason: string;
}

/** What happened to the project, the latest first. */
export async function historyOf(db: Queryable, projectId: string, most = 500): Promise<HistoryEvent[]> {
  return (await db("events as e")
    .leftJoin("people as p", "p.id", "e.actorId")
    .where({ "e.subjectKind": "project", "e.subjectId": projectId })
    .orderBy("e.seq", "desc")
    .limit(most)
    .select(
      "e.id",
      "e.seq",
      "e.at",
      "p.name as by",
      "e.actorRole as role",
      "e.transition",
      "e.fromState",
      "e.toState",
      "e.reason",
    )) as HistoryEvent[];
}
