import {
  frozenStandingOf,
  liveItemOf,
  nextPosition,
  recuseOwnProjects,
  type AgendaStanding,
  type MeetingRow,
} from "~/data/agenda.server";
import type { Transaction } from "~/data/connection.server";
import { loadProjectRow, type ProjectRow } from "~/data/facts/project-facts.server";
import { newId } from "~/data/ids.server";
import { GRADES, PURPOSES, type AgendaPurpose } from "~/domain/committee/agenda";
import { divideList } from "~/domain/committee/agenda-list";
import { refuse, unless } from "~/domain/refusal";
import type { Context } from "~/platform/context";
import { advance } from "./advance.server";
import { meetingAtHand } from "./meeting-at-hand.server";
import { inTransaction } from "./transaction.server";

export interface NewItem {
  readonly meetingId: string;
  readonly purpose: AgendaPurpose;
  /** "" names the item after its only project. */
  readonly title: string;
  readonly projects: readonly { readonly id: string; readonly proposal: string }[];
  /** A list's cut line: places after it are proposed for rejection; null: one vote for all of it. */
  readonly lastPlace: number | null;
  /** Why it is brought before the committee, where the purpose asks. */
  readonly note: string;
}

/**
 * Puts one project or a list on the agenda of a meeting that has not begun (no 临时动议). The clerk's
 * item stands at once; the office's is a proposal that the clerk takes up. Refuses: agenda_fixed,
 * nothing_chosen, on_other_agenda, not_from_here, list_of_one_standing, standing_not_attached,
 * standing_unrevealed, reason_required, grade_missing.
 * @returns the item's id
 */
export function putOnAgenda(ctx: Context, input: NewItem): Promise<string> {
  const { meetingId } = input;
  return inTransaction(
    ctx,
    "meeting.put_on_agenda",
    { kind: "meeting", id: meetingId },
    async (tx) => {
      const meeting = await meetingAtHand(tx, ctx.actor, meetingId, "meeting.propose");
      if (meeting.state !== "preparing") refuse("agenda_fixed", {}, 409);
      const projects = await chosenProjects(tx, meeting, input);
      const standing = await commonStanding(tx, input, projects);
      const itemId = newId();
      const isClerk = ctx.actor.role === "clerk";
      await tx("agendaItems").insert({
        id: itemId,
        meetingId,
        position: await nextPosition(tx, meetingId),
        purpose: input.purpose,
        title: input.title.trim() || (projects.length === 1 ? (projects[0]?.title ?? "") : ""),
        state: isClerk ? "pending" : "proposed",
        lastPlace: input.lastPlace,
        standingId: standing?.id ?? null,
        standingDigest: standing?.digest ?? "",
        note: input.note.trim(),
        proposedBy: ctx.actor.personId,
      });
      for (const [position, project] of projects.entries())
        await tx("agendaItemProjects").insert({
          itemId,
          projectId: project.id,
          position,
          proposal: input.projects.find(({ id }) => id === project.id)?.proposal ?? "",
        });
      if (isClerk) await tableProjects(tx, ctx, itemId);
      return itemId;
    },
  );
}

/** The clerk takes up what the office proposed. Refuses: agenda_fixed, not_a_proposal. */
export function takeUpProposal(ctx: Context, itemId: string): Promise<void> {
  return inTransaction(
    ctx,
    "meeting.take_up_proposal",
    { kind: "agenda_item", id: itemId },
    async (tx) => {
      const item = (await tx("agendaItems").where({ id: itemId }).first("meetingId")) as
        { meetingId: string } | undefined;
      if (!item) refuse("not_found", {}, 404);
      const meeting = await meetingAtHand(tx, ctx.actor, item.meetingId, "meeting.manage");
      if (meeting.state !== "preparing") refuse("agenda_fixed", {}, 409);
      const changed = await tx("agendaItems")
        .where({ id: itemId, state: "proposed" })
        .update({ state: "pending" });
      if (changed !== 1) refuse("not_a_proposal", {}, 409);
      await tableProjects(tx, ctx, itemId);
    },
  );
}

/** Moves reviewed projects to the agenda; those that wait since an earlier meeting are there already. */
async function tableProjects(tx: Transaction, ctx: Context, itemId: string): Promise<void> {
  const projects = (await tx("agendaItemProjects as a")
    .join("projects as p", "p.id", "a.projectId")
    .join("agendaItems as i", "i.id", "a.itemId")
    .where({ "a.itemId": itemId })
    .select("p.id", "p.state", "i.meetingId", "i.purpose")) as {
    id: string;
    state: string;
    meetingId: string;
    purpose: AgendaPurpose;
  }[];
  for (const { id, state, meetingId, purpose } of projects)
    if (purpose === "establishment" && state === "reviewed")
      await advance(tx, ctx, {
        kind: "project",
        id,
        transition: "table",
        expectedState: state,
        via: "meeting",
        input: { meetingId, itemId },
      });
  await recuseOwnProjects(tx, itemId, ctx.now);
}

async function chosenProjects(
  tx: Transaction,
  meeting: MeetingRow,
  input: NewItem,
): Promise<ProjectRow[]> {
  const rule = PURPOSES[input.purpose];
  if (input.projects.length === 0) refuse("nothing_chosen", {}, 400, "projects");
  if (rule.ground && input.note.trim() === "") refuse("reason_required", {}, 400, "note");
  const rows: ProjectRow[] = [];
  for (const { id, proposal } of input.projects) {
    const row = await loadProjectRow(tx, id);
    if (row?.hospitalId !== meeting.hospitalId) refuse("not_found", {}, 404);
    if (!rule.from.includes(row.state))
      refuse("not_from_here", { state: `lifecycle:project.state.${row.state}.staff` }, 409);
    if (await liveItemOf(tx, id)) refuse("on_other_agenda", { title: row.title }, 409);
    if (input.purpose === "grade" && !GRADES.some((grade) => grade === proposal))
      refuse("grade_missing", {}, 400, "projects");
    if (rows.some((other) => other.id === row.id)) refuse("listed_twice", {}, 400, "projects");
    rows.push(row);
  }
  return rows;
}

/** All projects of an item refer to one standing, so that one digest proves what was voted on. */
async function commonStanding(
  tx: Transaction,
  input: NewItem,
  projects: readonly ProjectRow[],
): Promise<AgendaStanding | null> {
  const kind = PURPOSES[input.purpose].standing;
  if (kind === null) return null;
  const found: AgendaStanding[] = [];
  for (const { id } of projects)
    found.push((await frozenStandingOf(tx, id, kind)) ?? refuse("standing_not_attached"));
  const first = found[0] ?? refuse("standing_not_attached");
  if (found.some(({ id }) => id !== first.id)) refuse("list_of_one_standing");
  if (input.lastPlace === null) return first;
  // A line drawn by place would tell the places of a standing that nobody has been shown.
  if (first.revealedAt === null) refuse("standing_unrevealed", {}, 403, "lastPlace");
  const divided = divideList({
    entries: projects.map(({ id }, at) => ({
      id,
      place: found[at]?.place ?? null,
      singledOut: false,
    })),
    lastPlace: input.lastPlace,
  });
  if ("code" in divided) unless(divided);
  return first;
}
