import { MACHINES } from "~/domain/lifecycle/workflow";
import type { Row, SubjectName } from "~/domain/lifecycle/machine";
import { never, select, type Invariant } from "./invariant";

/** Every subject with a history, and the table that holds its present state. */
const SUBJECTS: readonly (readonly [kind: SubjectName | "meeting", table: string])[] = [
  ["project", "projects"],
  ["round", "rounds"],
  ["entry", "entries"],
  ["cycle", "cycles"],
  ["objection", "objections"],
  ["meeting", "meetings"],
];

const ofEach = (make: (kind: string, table: string) => string) =>
  SUBJECTS.map(([kind, table]) => make(kind, table)).join(" union all ");

/** Rows by subject, of every machine that moves it. */
function declaredRows(subject: string): readonly Row<string, string>[] {
  return Object.values(MACHINES)
    .filter((machine) => machine.subject === subject)
    .flatMap((machine) => machine.rows as readonly Row<string, string>[]);
}

/** A hospital lists its projects ready to be scored, and an import brings entries that were checked before. */
const LISTED_AS = ["qualified", "scheduled", "presented"];

interface Move {
  subjectKind: string;
  subjectId: string;
  seq: number;
  transition: string;
  fromState: string;
}

export const eventInvariants: readonly Invariant[] = [
  never(
    "state_follows_events",
    "The state of a subject is where its last event led.",
    ofEach(
      (kind, table) => `select s.id from ${table} s join events e
         on e.subject_kind = '${kind}' and e.subject_id = s.id and e.seq = s.event_seq
       where e.to_state <> s.state`,
    ),
  ),
  never(
    "events_numbered",
    "A subject's events are numbered 1, 2, 3 … and the subject knows the last number.",
    ofEach(
      (kind, table) => `select s.id from ${table} s left join (
         select subject_id, count(*) as n, min(seq) as lo, max(seq) as hi
         from events where subject_kind = '${kind}' group by subject_id) e on e.subject_id = s.id
       where s.event_seq <> coalesce(e.hi, 0) or coalesce(e.n, 0) <> coalesce(e.hi, 0)
         or coalesce(e.lo, 1) <> 1`,
    ),
  ),
  never(
    "events_chain",
    "Each event begins where the one before it ended.",
    `select n.subject_kind || ' ' || n.subject_id as id from events e join events n
       on n.subject_kind = e.subject_kind and n.subject_id = e.subject_id and n.seq = e.seq + 1
     where n.from_state <> e.to_state`,
  ),
  never(
    "events_in_time",
    "No event lies before the one it follows.",
    `select n.subject_kind || ' ' || n.subject_id as id from events e join events n
       on n.subject_kind = e.subject_kind and n.subject_id = e.subject_id and n.seq = e.seq + 1
     where n.at < e.at`,
  ),
  never(
    "events_have_subjects",
    "Every event tells of a subject that exists.",
    `${ofEach(
      (kind, table) => `select e.id from events e left join ${table} s on s.id = e.subject_id
       where e.subject_kind = '${kind}' and s.id is null`,
    )} union all select id from events where subject_kind not in (${SUBJECTS.map(
      ([kind]) => `'${kind}'`,
    ).join(", ")})`,
  ),
  never(
    "state_since_its_event",
    "A subject is in its state since the event that moved it there.",
    ofEach((kind, table) =>
      kind === "meeting"
        ? "select id from meetings where id is null"
        : `select s.id from ${table} s where s.event_seq > 0 and s.state_since <> (
             select max(e.at) from events e where e.subject_kind = '${kind}' and e.subject_id = s.id
               and (e.from_state <> e.to_state or e.seq = 1))`,
    ),
  ),
  {
    name: "events_declared",
    says: "A state is left only by a transition that the lifecycle declares for it.",
    async find(db) {
      const moves = await select<Move>(
        db,
        `select subject_kind, subject_id, seq, transition, from_state from events
         where from_state <> to_state and subject_kind <> 'meeting'`,
      );
      return moves
        .filter(
          ({ subjectKind, transition, fromState }) =>
            !declaredRows(subjectKind).some(
              (row) => row.key === transition && row.from.includes(fromState),
            ),
        )
        .map((move) => `${move.subjectKind} ${move.subjectId} #${move.seq} ${move.transition}`);
    },
  },
  {
    name: "without_history_at_the_start",
    says: "What has no event yet stands in the state that its machine begins with, or came in as a row of a list.",
    async find(db) {
      const found: string[] = [];
      for (const [kind, table] of SUBJECTS) {
        if (kind === "meeting") continue;
        const initial = Object.values(MACHINES)
          .filter((machine) => machine.subject === kind)
          .map((machine): string => machine.initial);
        const rows = await select<{ id: string; state: string }>(
          db,
          `select id, state from ${table} where event_seq = 0`,
        );
        const begun = kind === "entry" ? [...initial, ...LISTED_AS] : initial;
        found.push(...rows.filter(({ state }) => !begun.includes(state)).map(({ id }) => id));
      }
      return found;
    },
  },
  never(
    "consents_by_people_of_the_time",
    "Nobody agrees to a step of a history that has not come so far.",
    ofEach((kind, table) =>
      kind === "meeting"
        ? "select id from meetings where id is null"
        : `select c.id from consents c join ${table} s on s.id = c.subject_id
           where c.subject_kind = '${kind}' and c.event_seq > s.event_seq`,
    ),
  ),
];
