import type { Transaction } from "~/data/connection.server";
import type { Cycle } from "~/data/cycles.server";
import { newId } from "~/data/ids.server";
import { contentOfProject, nominatingCycle } from "~/data/nomination.server";
import { searchText, sortKey } from "~/data/text.server";
import type { EntryForm } from "~/domain/entry-form";
import { EMPTY_SNAPSHOT, type EntryContent } from "~/domain/entry-snapshot";
import { stateLabel } from "~/domain/lifecycle/machine";
import { refuse } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { inTransaction } from "./transaction.server";

export interface NewEntry {
  readonly cycleId: string;
  /** A project of the hospital, or what was typed into the form. */
  readonly from: { readonly projectId: string } | { readonly form: Omit<EntryForm, "revision"> };
}

/**
 * A hospital puts an entry together: a draft that only it sees until it is nominated. Refuses a cycle
 * that no longer collects, a project that was chosen already or may not be nominated.
 */
export function createEntry(ctx: Context, input: NewEntry): Promise<string> {
  const id = newId();
  return inTransaction(ctx, "entry.create", { kind: "entry", id }, async (tx) => {
    const { cycle, hospitalId } = await nominatingCycle(tx, ctx.actor, input.cycleId);
    if (cycle.state !== "collecting")
      refuse("cycle_not_collecting", { state: stateLabel("cycle", cycle.state) });
    // Codes are counted, so two offices must not count at once.
    await tx("cycles").where({ id: cycle.id }).forUpdate().first("id");
    const content = await contentOf(tx, hospitalId, cycle, input);
    const hospital = (await tx("organisations").where({ id: hospitalId }).first("name")) as {
      name: string;
    };
    await tx("entries").insert({
      id,
      cycleId: cycle.id,
      projectId: content.projectId,
      code: await nextEntryCode(tx, cycle),
      organisationId: hospitalId,
      organisationName: hospital.name,
      departmentId: content.departmentId,
      state: "draft",
      stateSince: ctx.now,
      ...contentColumns(content, hospital.name),
      createdAt: ctx.now,
      updatedAt: ctx.now,
    });
    return id;
  });
}

type NewContent = EntryContent & { projectId: string | null; departmentId: string | null };

async function contentOf(
  tx: Transaction,
  hospitalId: string,
  cycle: Cycle,
  { from }: NewEntry,
): Promise<NewContent> {
  if ("form" in from) return { ...contentOfForm(from.form), projectId: null, departmentId: null };
  const chosen: unknown = await tx("entries")
    .where({ cycleId: cycle.id, projectId: from.projectId })
    .whereNotIn("state", ["withdrawn", "disqualified"])
    .first("id");
  if (chosen) refuse("project_chosen_already", {}, 409);
  const content = await contentOfProject(tx, hospitalId, cycle, from.projectId);
  return { ...content, projectId: from.projectId };
}

function contentOfForm(form: Omit<EntryForm, "revision">): EntryContent {
  const { title, category, problem, measures, effect, leadDepartment, leadName } = form;
  const texts = { problem, measures, effect, leadDepartment, leadName };
  return { title, category, snapshot: { ...EMPTY_SNAPSHOT, ...texts } };
}

export function contentColumns(content: EntryContent, organisationName: string) {
  const { title, category, snapshot } = content;
  return {
    title,
    category,
    snapshot: JSON.stringify(snapshot),
    sortKey: sortKey(title),
    searchText: searchText(title, organisationName, snapshot.leadDepartment, snapshot.leadName),
  };
}

/** M2023-001: the next number of the cycle, never one that was given before. */
export async function nextEntryCode(tx: Transaction, cycle: Pick<Cycle, "id" | "year">) {
  const prefix = `M${cycle.year}-`;
  const codes = (await tx("entries").where({ cycleId: cycle.id }).pluck("code")) as string[];
  const last = codes
    .filter((code) => code.startsWith(prefix))
    .reduce((most, code) => Math.max(most, Number(code.slice(prefix.length)) || 0), 0);
  return `${prefix}${String(last + 1).padStart(3, "0")}`;
}
