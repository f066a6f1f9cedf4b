import { never, select, type Invariant } from "./invariant";

interface Turn {
  itemId: string;
  turn: number;
  seat: string;
}

/** The agenda purpose that each decision of the committee about a project needs. */
const DECIDED_BY: readonly (readonly [transition: string, purpose: string])[] = [
  ["pass", "establishment"],
  ["grade", "grade"],
  ["terminate", "termination"],
  ["revoke", "revocation"],
  ["lapse_charter", "lapse"],
];

const hasASay = (table: string, key: string) =>
  `select v.item_id || ' ' || v.${key} as id from ${table} v
     join agenda_items i on i.id = v.item_id
     left join meeting_attendance a on a.meeting_id = i.meeting_id and a.person_id = v.${key}
     left join agenda_recusals x on x.item_id = v.item_id and x.person_id = v.${key}
   where a.person_id is null or a.status <> 'present' or x.person_id is not null`;

export const decisionInvariants: readonly Invariant[] = [
  never(
    "votes_by_members_in_the_room",
    "Only a member who is present and not recused from the item votes.",
    hasASay("agenda_votes", "person_id"),
  ),
  never(
    "opinions_by_members_in_the_room",
    "Only a member who is present and not recused from the item speaks to it.",
    hasASay("agenda_opinions", "person_id"),
  ),
  never(
    "votes_of_ballots_held",
    "Nobody votes in a ballot that has not begun, or for what cannot be chosen.",
    `select v.item_id as id from agenda_votes v join agenda_items i on i.id = v.item_id
     where v.ballot > i.ballot or v.ballot < 1 or v.choice not in ('for', 'against', 'abstain')`,
  ),
  {
    name: "secretary_speaks_last",
    says: "Members speak in turns 1, 2, 3 …, the secretary last.",
    async find(db) {
      const rows = await select<Turn>(
        db,
        `select o.item_id, o.turn, a.seat from agenda_opinions o
           join agenda_items i on i.id = o.item_id
           join meeting_attendance a on a.meeting_id = i.meeting_id and a.person_id = o.person_id
         order by o.item_id, o.turn`,
      );
      const items = new Map<string, Turn[]>();
      for (const row of rows) items.set(row.itemId, [...(items.get(row.itemId) ?? []), row]);
      return [...items].flatMap(([itemId, turns]) =>
        turns.every(
          ({ turn, seat }, index) =>
            turn === index + 1 && (seat !== "secretary" || index === turns.length - 1),
        )
          ? []
          : [itemId],
      );
    },
  },
  never(
    "decisions_of_open_meetings",
    "An item is decided in a meeting that was opened, with a result and its time.",
    `select i.id from agenda_items i join meetings m on m.id = i.meeting_id
     where (i.state = 'decided' and (i.result = '' or i.decided_at is null or m.opened_at is null))
       or (i.state <> 'decided' and i.result not in ('', 'no_quorum'))`,
  ),
  never(
    "closed_meetings_leave_nothing_open",
    "A closed meeting has no item left that is open or waits for its turn.",
    `select i.id from agenda_items i join meetings m on m.id = i.meeting_id
     where m.state = 'closed' and i.state in ('pending', 'open')`,
  ),
  never(
    "decided_on_the_standing_named",
    "An item's digest is that of the standing it refers to.",
    `select i.id from agenda_items i left join standings s on s.id = i.standing_id
     where (i.standing_id is not null and i.standing_digest <> s.digest)
       or (i.standing_id is null and i.standing_digest <> '')`,
  ),
  ...DECIDED_BY.map(([transition, purpose]) =>
    never(
      `${transition}_was_voted`,
      `A project takes the step "${transition}" after an item of the committee passed.`,
      `select e.subject_id as id from events e
       where e.subject_kind = 'project' and e.transition = '${transition}' and not exists (
         select 1 from agenda_item_projects p join agenda_items i on i.id = p.item_id
         where p.project_id = e.subject_id and i.purpose = '${purpose}' and i.result = 'passed')`,
    ),
  ),
  never(
    "agenda_in_its_hospital",
    "A meeting decides about projects of its own hospital, with members of its own.",
    `select m.id from meetings m join agenda_items i on i.meeting_id = m.id
       join agenda_item_projects a on a.item_id = i.id join projects p on p.id = a.project_id
     where p.hospital_id <> m.hospital_id`,
  ),
  never(
    "one_secretary_a_meeting",
    "Every meeting has one secretary.",
    `select m.id from meetings m left join meeting_attendance a
       on a.meeting_id = m.id and a.seat = 'secretary'
     group by m.id having count(a.person_id) <> 1`,
  ),
  never(
    "noticed_while_approved",
    "A project whose notice runs is listed in one that has not ended.",
    `select p.id from projects p where p.state = 'approved' and not exists (
       select 1 from notice_projects x join notices n on n.id = x.notice_id
       where x.project_id = p.id and x.withdrawn_at is null and n.state <> 'withdrawn')`,
  ),
  never(
    "notices_of_their_cycle",
    "A notice names projects of its cycle, and runs from its first day to its last.",
    `select n.id from notices n join notice_projects x on x.notice_id = n.id
       join projects p on p.id = x.project_id where p.cycle_id <> n.cycle_id
     union all select id from notices where ends_on < starts_on
       or (state = 'ended') <> (ended_at is not null and state <> 'withdrawn')`,
  ),
  never(
    "objections_to_what_was_noticed",
    "An objection names a project or entry of the notice it is lodged against.",
    `select o.id from objections o left join notice_projects x
       on x.notice_id = o.notice_id and x.project_id = o.project_id
     where o.project_id is not null and x.project_id is null
     union all select o.id from objections o join notices n on n.id = o.notice_id
       join entries e on e.id = o.entry_id where e.cycle_id <> n.cycle_id`,
  ),
  never(
    "objections_answered",
    "An objection that was upheld or rejected has been rechecked.",
    `select id from objections where state in ('upheld', 'rejected') and recheck = ''`,
  ),
];
