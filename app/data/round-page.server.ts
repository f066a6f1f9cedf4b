import { available } from "~/domain/lifecycle/decide";
import { partyLabel } from "~/domain/lifecycle/machine";
import { workflow } from "~/domain/lifecycle/workflow";
import { can } from "~/domain/permissions";
import type { Actor } from "~/domain/people";
import { refuse, unless } from "~/domain/refusal";
import type { Rubric, Scores } from "~/domain/rubric/score";
import type { StandingRule } from "~/domain/standing/types";
import type { Queryable } from "./connection.server";
import { loadRoundFacts } from "./facts/round-facts.server";
import { panelOf, recusalsOf } from "./panels.server";
import {
  findRound,
  NO_DUE_DATE,
  roundEntries,
  roundHistory,
  roundOptions,
  rubricOf,
  ruleOf,
  type RoundWithCycle,
} from "./rounds.server";
import { fromJson } from "./rows.server";
import { latestStanding } from "./standings.server";

/** What pages show of a round itself. */
function summary(round: RoundWithCycle) {
  const rubric = rubricOf(round);
  return {
    id: round.id,
    name: round.name,
    kind: round.kind,
    state: round.state,
    generation: round.generation,
    cycleId: round.cycleId,
    cycleName: round.cycleName,
    dueOn: round.dueOn === NO_DUE_DATE ? null : round.dueOn,
    minimumPanel: round.minimumPanel,
    recusalPolicy: round.recusalPolicy,
    affiliationsRecuse: round.affiliationsRecuse === 1,
    rule: ruleOf(round),
    criteria: rubric.criteria.map(({ key, name }) => ({ key, name })),
  };
}

export type RoundSummary = ReturnType<typeof summary>;

/** Progress of a round in counts, its panel, its buttons. Nothing here depends on a score. */
export async function findRoundPage(db: Queryable, actor: Actor, id: string, now: string) {
  const round = await findRound(db, actor, id);
  const machine = workflow(round.workflowVersion).machines.round;
  const facts = await loadRoundFacts(db, round, actor, now);
  const presser = { personId: actor.personId, role: actor.role };
  const entries = await roundEntries(db, round);
  const panel = await panelOf(db, round);
  const recusals = await recusalsOf(db, id);
  const standing = await latestStanding(db, id);
  return {
    round: summary(round),
    offers: available(machine, roundOptions(round), facts, presser).map((offer) => ({
      transition: offer.transition,
      tone: offer.row.tone,
      reason: offer.row.reason,
      asksDay: (offer.row.asks ?? []).includes("due_date"),
      refusal: offer.refusal,
      consents: offer.consentsGiven.map(({ party, name }) => ({ party: partyLabel(party), name })),
      awaited: offer.awaited.map(partyLabel),
    })),
    entries,
    panel,
    recusals: recusals.filter((one) => one.dismissedAt === null).length,
    history: await roundHistory(db, id),
    standing: standing
      ? {
          version: standing.version,
          digest: standing.digest,
          computedAt: standing.computedAt,
          revealedAt: standing.revealedAt,
        }
      : null,
    mayManage: can(actor, "round.manage", { organiserId: round.organiserId }),
    mayReadSheets: can(actor, "sheet.read_all", { organiserId: round.organiserId }),
  };
}

export type RoundPageData = Awaited<ReturnType<typeof findRoundPage>>;

export async function findPanelPage(db: Queryable, actor: Actor, id: string) {
  const round = await findRound(db, actor, id);
  return {
    round: summary(round),
    panel: await panelOf(db, round),
    recusals: await recusalsOf(db, id),
    entries: (await roundEntries(db, round)).map(({ id: entryId, code, title }) => ({
      id: entryId,
      code,
      title,
    })),
    mayManage: can(actor, "round.manage", { organiserId: round.organiserId }),
  };
}

export type PanelPageData = Awaited<ReturnType<typeof findPanelPage>>;

export interface SheetCell {
  panelMemberId: string;
  entryId: string;
  state: string;
  isLate: boolean;
  scores: Scores;
  comments: Record<string, string>;
  declineReason: string;
}

export interface SheetMatrix {
  round: RoundSummary;
  rubric: Rubric;
  experts: { id: string; name: string }[];
  entries: { id: string; code: string; title: string; organisationName: string }[];
  cells: SheetCell[];
}

/** All sheets of a round: for its organiser, after the reveal. Refuses not_revealed before it. */
export async function findSheetMatrix(
  db: Queryable,
  actor: Actor,
  id: string,
): Promise<SheetMatrix> {
  const round = await findRound(db, actor, id);
  unless(can(actor, "sheet.read_all", { organiserId: round.organiserId }));
  if (round.state !== "revealed") refuse("not_revealed", {}, 403);
  const cells = (await db("sheets")
    .where({ roundId: id, generation: round.generation })
    .whereNot({ state: "draft" })
    .select(
      "panelMemberId",
      "entryId",
      "state",
      "isLate",
      "scores",
      "comments",
      "declineReason",
    )) as (Omit<SheetCell, "scores" | "comments" | "isLate"> & {
    isLate: number;
    scores: string;
    comments: string;
  })[];
  const experts = (await panelOf(db, round)).filter((member) =>
    cells.some((cell) => cell.panelMemberId === member.id),
  );
  return {
    round: summary(round),
    rubric: rubricOf(round),
    experts: experts.map(({ id: memberId, name }) => ({ id: memberId, name })),
    entries: (await roundEntries(db, round)).map((entry) => ({
      id: entry.id,
      code: entry.code,
      title: entry.title,
      organisationName: entry.organisationName,
    })),
    cells: cells.map((cell) => ({
      ...cell,
      isLate: cell.isLate === 1,
      scores: fromJson(cell.scores),
      comments: fromJson(cell.comments),
    })),
  };
}

export interface ProjectReview {
  id: string;
  name: string;
  kind: string;
  state: string;
  generation: number;
  revealed: boolean;
  isSetAside: boolean;
  place: number | null;
  score: string | null;
  tier: string | null;
  sheets: number | null;
  of: number | null;
}

/**
 * The rounds a project was or is in. Place, tier and number of sheets are for its hospital's office
 * and its other eyes; applicants get the score alone. Before the reveal nobody gets either. The caller
 * has checked that the actor sees the project.
 */
export async function projectReviews(
  db: Queryable,
  actor: Actor,
  projectId: string,
): Promise<ProjectReview[]> {
  const rows = (await db("entries as e")
    .join("rounds as r", "r.id", "e.roundId")
    .leftJoin("standings as t", (join) => {
      join
        .on("t.roundId", "r.id")
        .andOn("t.generation", "r.generation")
        .andOnNotNull("t.revealedAt")
        .andOnVal("r.state", "revealed")
        .andOn(
          "t.version",
          db.raw(
            "(select max(v.version) from standings v where v.round_id = r.id and v.revealed_at is not null)",
          ),
        );
    })
    .leftJoin("standingEntries as s", (join) => {
      join.on("s.standingId", "t.id").andOn("s.entryId", "e.id");
    })
    .where({ "e.projectId": projectId })
    .whereNot({ "r.kind": "municipal" })
    .orderBy("r.createdAt", "desc")
    .select(
      "r.id",
      "r.name",
      "r.kind",
      "r.state",
      "r.generation",
      "e.isSetAside",
      "t.revealedAt",
      "s.place",
      "s.score",
      "s.tier",
      "s.sheets",
      "t.rule",
      db("standingEntries as n")
        .whereRaw("n.standing_id = t.id")
        .whereNotNull("n.place")
        .count()
        .as("of"),
    )) as (Omit<ProjectReview, "revealed" | "isSetAside"> & {
    isSetAside: number;
    revealedAt: string | null;
    rule: string | null;
  })[];
  const staff = ["office", "leader_in_charge", "witness", "secretary", "committee_member", "clerk"];
  const isStaff = staff.includes(actor.role);
  const tierName = (rule: string | null, key: string | null) =>
    rule === null || key === null
      ? null
      : (fromJson<StandingRule>(rule).tiers.list.find((tier) => tier.key === key)?.name ?? null);
  return rows.map(({ revealedAt, rule, ...row }) => ({
    ...row,
    isSetAside: row.isSetAside === 1,
    revealed: revealedAt !== null,
    place: isStaff ? row.place : null,
    tier: isStaff ? tierName(rule, row.tier) : null,
    sheets: isStaff ? row.sheets : null,
    of: isStaff && revealedAt !== null ? Number(row.of) : null,
  }));
}
