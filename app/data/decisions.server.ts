import type { AgendaPurpose, ItemState } from "~/domain/committee/agenda";
import type { ItemDecision } from "~/domain/committee/tally";
import type { DecisionView } from "~/domain/committee/views";
import type { Actor } from "~/domain/people";
import { can } from "~/domain/permissions";
import { refuse } from "~/domain/refusal";
import type { CountedBallot } from "./agenda.server";
import type { Queryable } from "./connection.server";
import { seesProject } from "./projects.server";
import { fromJson } from "./rows.server";

interface ItemOfProject {
  itemId: string;
  meetingId: string;
  meeting: string;
  startsAt: string;
  purpose: AgendaPurpose;
  state: ItemState;
  result: ItemDecision | "";
  reason: string;
  decidedAt: string | null;
  digest: string;
  ballots: string;
}

/** What the committee decided about a project, its public notices and the objections. 404 when invisible. */
export async function findDecision(db: Queryable, actor: Actor, projectId: string): Promise<DecisionView> {
  if (!(await seesProject(db, actor, projectId))) refuse("not_found", {}, 404);
  const project = (await db("projects").where({ id: projectId }).first("hospitalId")) as {
    hospitalId: string;
  };
  const mayReadMeetings = can(actor, "meeting.read", project) === null;
  const mayReadObjections = can(actor, "objection.read", { organiserId: project.hospitalId }) === null;
  const query = db("agendaItemProjects as a")
    .join("agendaItems as i", "i.id", "a.itemId")
    .join("meetings as m", "m.id", "i.meetingId")
    .where({ "a.projectId": projectId })
    .whereNot({ "i.state": "proposed" })
    .orderBy("m.startsAt", "desc")
    .orderBy("i.position", "desc");
  const items = (await query.select(
    "i.id as itemId",
    "m.id as meetingId",
    "m.title as meeting",
    "m.startsAt",
    "i.purpose",
    "i.state",
    "i.result",
    "i.reason",
    "i.decidedAt",
    "i.standingDigest as digest",
    "i.ballots",
  )) as ItemOfProject[];
  const events = (await db("events")
    .where({ subjectKind: "project", subjectId: projectId })
    .select("transition", "facts")) as { transition: string; facts: string }[];
  return {
    decisions: items.map(({ ballots, ...item }) => {
      const last = fromJson<CountedBallot[]>(ballots).at(-1);
      // Of a list the vote is about all of it; the event says what it meant for this project.
      const carried = events.find(
        ({ facts, transition }) =>
          transition !== "table" && fromJson<{ itemId?: string }>(facts).itemId === item.itemId,
      );
      const own = carried && fromJson<{ decision?: string }>(carried.facts).decision;
      return {
        ...item,
        outcome: own ?? item.result,
        digest: mayReadMeetings ? item.digest : "",
        counts: mayReadMeetings && item.state === "decided" ? (last?.counts ?? null) : null,
        isOpenToReader: mayReadMeetings,
      };
    }),
    notices: (await db("notices as n")
      .join("noticeProjects as l", "l.noticeId", "n.id")
      .where({ "l.projectId": projectId })
      .orderBy("n.publishedAt", "desc")
      .select("n.id", "n.title", "n.startsOn", "n.endsOn", "n.state", "l.withdrawnAt")) as DecisionView["notices"],
    objections: (
      (await db("objections")
        .where({ projectId })
        .orderBy("lodgedAt", "desc")
        .select("id", "state", "lodgedAt", "answer")) as { id: string; state: string; lodgedAt: string; answer: string }[]
    ).map((row) => ({
      ...row,
      answer: mayReadObjections ? row.answer : "",
      link: mayReadObjections ? `/objections/${row.id}` : null,
    })),
  };
}
