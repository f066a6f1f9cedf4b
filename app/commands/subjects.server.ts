import type { AudienceSubject } from "~/data/audience.server";
import type { Transaction } from "~/data/connection.server";
import {
  loadProjectFacts,
  loadProjectRow,
  NO_DUE_DATE,
  optionsOf,
} from "~/data/facts/project-facts.server";
import { decide, type Decision, type Request } from "~/domain/lifecycle/decide";
import { stateLabel, type Audience, type SubjectName } from "~/domain/lifecycle/machine";
import { workflow } from "~/domain/lifecycle/workflow";
import { refuse, type Refusal } from "~/domain/refusal";
import type { PressInput } from "./advance.server";
import { openCycle } from "./subjects/cycle-subject.server";
import { openEntry } from "./subjects/entry-subject.server";
import { openObjection } from "./subjects/objection-subject.server";
import { openRound } from "./subjects/round-subject.server";
import type { CommandContext } from "./transaction.server";

/** What can be advanced, as `subject_kind` says in the database. */
export type SubjectKind = SubjectName;

/** A subject made ready for one press: its facts loaded, its machine bound. */
export interface OpenSubject {
  readonly table: string;
  readonly machine: { readonly subject: SubjectName };
  readonly eventSeq: number;
  /** Columns that a change of state resets, such as the due date of the step left. */
  readonly cleared: Readonly<Record<string, unknown>>;
  /** The table has `resume_to`. */
  readonly remembers: boolean;
  /** The table has `updated_at`. */
  readonly touches: boolean;
  readonly title: string;
  readonly link: string;
  /** Where an audience goes that may not open the subject's own page. */
  readonly linkFor?: (audience: Audience) => string | undefined;
  readonly audience: AudienceSubject;
  label(state: string): string;
  decide(request: Request): Decision<string> | Refusal;
}

type Opener = (
  tx: Transaction,
  id: string,
  ctx: CommandContext,
  input: PressInput,
) => Promise<OpenSubject>;

async function openProject(
  tx: Transaction,
  id: string,
  ctx: CommandContext,
  input: PressInput,
): Promise<OpenSubject> {
  const row = (await loadProjectRow(tx, id)) ?? refuse("not_found", {}, 404);
  const machine = workflow(row.workflowVersion).machines.project;
  const facts = await loadProjectFacts(tx, row, ctx.actor, ctx.now, input);
  return {
    table: "projects",
    machine,
    eventSeq: row.eventSeq,
    cleared: { dueOn: NO_DUE_DATE, isExtended: 0 },
    remembers: true,
    touches: true,
    title: row.title,
    link: `/projects/${id}`,
    audience: {
      hospitalId: row.hospitalId,
      organiserId: row.hospitalId,
      departmentId: row.departmentId,
      leadId: row.leadId,
      projectId: id,
      cycleId: row.cycleId,
      roundId: null,
    },
    label: (state) => stateLabel("project", state),
    decide: (request) => decide(machine, optionsOf(row), facts, request),
  };
}

/** Rounds, entries, cycles and objections are opened by the files beside their facts. */
const openers: Partial<Record<SubjectKind, Opener>> = {
  project: openProject,
  cycle: openCycle,
  entry: openEntry,
  objection: openObjection,
  round: openRound,
};

export function openSubject(
  tx: Transaction,
  kind: SubjectKind,
  id: string,
  ctx: CommandContext,
  input: PressInput,
): Promise<OpenSubject> {
  const open = openers[kind];
  if (!open) throw new Error(`no opener for ${kind}`);
  return open(tx, id, ctx, input);
}
