import type { Transaction } from "~/data/connection.server";

/** What breaks one invariant, in plain statements: something no command would do. */
export type Plant = string | ((tx: Transaction) => Promise<unknown>);

const one = (table: string, where = "1 = 1", key = "id") =>
  `${key} = (select ${key} from ${table} where ${where} order by ${key} limit 1)`;

const set = (table: string, change: string, where = "1 = 1", key = "id") =>
  `update ${table} set ${change} where ${one(table, where, key)}`;

const nowhere = (table: string, column: string, key = "id") =>
  [`${table}_${column}_exists`, set(table, `${column} = 'nowhere'`, "1 = 1", key)] as const;

const skipped = (table: string, column: string) =>
  [`${table}_numbered`, set(table, `${column} = ${column} + 7`)] as const;

const COUNTED_SHEET = "state = 'sealed' and is_late = 0";
const VOTED = "(select item_id from agenda_votes order by item_id limit 1)";

/** One planted fault for every invariant, on the data of the demo. */
export const PLANTS: readonly (readonly [invariant: string, plant: Plant])[] = [
  nowhere("organisations", "hospital_id"),
  nowhere("people", "hospital_id"),
  nowhere("sessions", "grant_id", "public_id"),
  nowhere("projects", "branch_id"),
  nowhere("projects", "merged_into_id"),
  [
    "co_signs_decided_by_exists",
    "update co_signs set decided_by = 'nowhere' where decided_by is not null",
  ],
  nowhere("events", "actor_id"),
  nowhere("entries", "replaced_by_id"),
  nowhere("entries", "department_id"),
  nowhere("panel_members", "replaced_by_id"),
  nowhere("standings", "frozen_by"),
  nowhere("standings", "witness_id"),
  nowhere("stage_reports", "quality_by"),
  nowhere("amendments", "decided_by"),
  nowhere("attachments", "hospital_id"),
  nowhere("agenda_items", "singled_from_id"),
  ["outbox_person_id_exists", set("outbox", "person_id = 'nowhere'", "1 = 1", "seq")],
  ["notifications_outbox_seq_exists", set("notifications", "outbox_seq = 99999999")],
  ["no_orphans", set("projects", "lead_id = 'nowhere'")],

  ["state_follows_events", set("projects", "state = 'accepted'", "state = 'draft'")],
  ["events_numbered", set("entries", "event_seq = event_seq + 1", "event_seq > 2")],
  ["events_chain", set("events", "from_state = 'closed'", "subject_kind = 'project' and seq = 3")],
  ["events_in_time", set("events", "at = '2020-01-01T00:00:00.000Z'", "seq = 3")],
  ["events_have_subjects", set("events", "subject_id = 'nowhere'")],
  ["state_since_its_event", set("rounds", "state_since = '2020-01-01T00:00:00.000Z'")],
  [
    "events_declared",
    set("events", "transition = 'freeze'", "transition = 'endorse' and from_state = 'endorsing'"),
  ],
  [
    "without_history_at_the_start",
    "update entries set event_seq = 0, state = 'scored' where state = 'presented'",
  ],
  ["consents_by_people_of_the_time", set("consents", "event_seq = 99")],

  [
    "accounts_in_order",
    `update role_grants set role = 'auditor', scope_kind = 'installation', scope_id = ''
     where ${one("role_grants", "role = 'witness'")}`,
  ],
  ["grants_in_place", set("role_grants", "role = 'clerk'", "role = 'department_head'")],
  [
    "organisations_know_their_hospital",
    `update organisations set hospital_id = (select id from organisations where code = 'H02')
     where code = 'H01'`,
  ],
  [
    "acting_in_an_own_grant",
    `update sessions set grant_id = (select g.id from role_grants g
       where g.person_id <> sessions.person_id limit 1)`,
  ],

  skipped("application_versions", "number"),
  skipped("charters", "version"),
  skipped("amendments", "number"),
  skipped("effect_evaluations", "version"),
  skipped("report_calls", "number"),
  skipped("entry_versions", "number"),
  skipped("standings", "version"),
  ["versions_unchanged", set("application_versions", "digest = 'other'")],
  ["submitted_with_a_version", "delete from application_versions"],
  [
    "projects_in_their_hospital",
    `update projects set department_id = (select d.id from organisations d
       where d.kind = 'department' and d.hospital_id <> projects.hospital_id limit 1)`,
  ],
  ["cooperating_in_their_hospital", "update co_signs set decided_at = null where decision <> ''"],
  [
    "lead_is_no_member",
    "insert into project_members (project_id, person_id) select id, lead_id from projects",
  ],
  ["returned_knows_the_way_back", set("projects", "resume_to = null", "state = 'returned'")],
  ["merged_into_another", set("projects", "merged_into_id = id", "state = 'merged'")],
  ["on_hold_while_executing", set("projects", "is_on_hold = 1", "state = 'closed'")],
  ["closed_with_a_grade", set("projects", "outcome = ''", "state = 'closed'")],
  ["carried_out_on_a_charter", "update charters set signed_at = null"],
  [
    "reports_in_their_cycle",
    "update report_calls set cycle_id = (select id from cycles where kind = 'municipal' limit 1)",
  ],
  [
    "one_amendment_at_a_time",
    (tx) =>
      tx("amendments")
        .first()
        .then((row: Record<string, unknown>) =>
          tx("amendments").insert(
            ["a", "b"].map((id, at) => ({ ...row, id, number: 8 + at, state: "proposed" })),
          ),
        ),
  ],
  ["archived_with_a_package", "delete from archives"],
  ["entries_take_part", "delete from cycle_participants"],
  [
    "entries_of_their_project",
    `update entries set organisation_id = (select id from organisations where code = 'H09')
     where project_id is not null`,
  ],
  ["options_readable", set("cycles", `options = '{"noticeWorkingDays": "five"}'`)],

  ["sheet_chains_verify", set("sheets", `scores = '{"problem":300,"measures":300,"effect":400}'`)],
  [
    "recused_sheets_do_not_count",
    `update recusals set (panel_member_id, entry_id) =
       (select panel_member_id, entry_id from sheets where ${COUNTED_SHEET} limit 1)
     where ${one("recusals")}`,
  ],
  [
    "organisers_do_not_score",
    `update events set actor_id = (select person_id from panel_members
       where round_id = events.subject_id and status = 'accepted' limit 1)
     where subject_kind = 'round' and actor_role = 'office'`,
  ],
  [
    "sheets_by_the_panel",
    `update sheets set panel_member_id = (select m.id from panel_members m
       where m.round_id <> sheets.round_id limit 1) where ${one("sheets")}`,
  ],
  [
    "recusals_within_a_round",
    `update recusals set round_id = (select id from rounds where id <> recusals.round_id limit 1)`,
  ],
  ["sheets_counted", set("entries", "sheets_submitted = 3", "sheets_submitted > 3")],
  ["closed_rounds_are_sealed", set("sheets", "state = 'submitted'", COUNTED_SHEET)],
  ["rubrics_frozen_by_scores", "update rubrics set frozen_at = null"],
  [
    "rounds_use_rubrics_of_their_cycle",
    `update rounds set rubric_id = (select b.id from rubrics b
       where b.cycle_id <> rounds.cycle_id limit 1)`,
  ],
  [
    "scores_within_the_rubric",
    set("sheets", `scores = '{"problem":301,"measures":1,"effect":4}'`, COUNTED_SHEET),
  ],
  ["rubrics_and_rules_readable", set("rounds", `rule = '{}'`)],

  ["standings_unchanged", set("standings", "digest = 'other'")],
  ["standings_listed_as_computed", "update standing_entries set place = 1 where place = 2"],
  [
    "standings_recompute",
    `update sheets set scores = '{"problem":150,"measures":150,"effect":200}' where ${COUNTED_SHEET}`,
  ],
  ["frozen_rounds_have_standings", "update standings set generation = 9"],
  ["nothing_revealed_early", "update rounds set state = 'frozen' where state = 'revealed'"],
  ["project_scores_are_revealed", set("projects", "score = '99.99'", "state = 'in_review'")],

  [
    "votes_by_members_in_the_room",
    "update meeting_attendance set status = 'absent' where status = 'present'",
  ],
  [
    "opinions_by_members_in_the_room",
    `insert into agenda_recusals (item_id, person_id, reason, at)
     select item_id, person_id, 'planted', at from agenda_opinions where item_id = ${VOTED}`,
  ],
  ["votes_of_ballots_held", `update agenda_votes set ballot = 9 where item_id = ${VOTED}`],
  ["secretary_speaks_last", "update agenda_opinions set turn = 0 where turn = 8"],
  ["decisions_of_open_meetings", set("agenda_items", "decided_at = null", "state = 'decided'")],
  ["closed_meetings_leave_nothing_open", set("agenda_items", "state = 'open'", "result <> ''")],
  ["decided_on_the_standing_named", "update agenda_items set standing_digest = 'other'"],
  ["pass_was_voted", "update agenda_items set result = 'deferred' where purpose = 'establishment'"],
  ["grade_was_voted", "update agenda_items set result = 'deferred' where purpose = 'grade'"],
  ["terminate_was_voted", "update agenda_items set result = '' where purpose = 'termination'"],
  ["revoke_was_voted", "update agenda_items set result = '' where purpose = 'revocation'"],
  [
    "lapse_charter_was_voted",
    set("events", "transition = 'lapse_charter'", "transition = 'revoke'"),
  ],
  [
    "agenda_in_its_hospital",
    "update meetings set hospital_id = (select id from organisations where code = 'H02')",
  ],
  ["one_secretary_a_meeting", "update meeting_attendance set seat = 'member'"],
  ["noticed_while_approved", "update notice_projects set withdrawn_at = '2026-01-01'"],
  ["notices_of_their_cycle", "update notices set ends_on = '2020-01-01'"],
  [
    "objections_to_what_was_noticed",
    `update objections set project_id = (select id from projects where state = 'draft' limit 1)`,
  ],
  ["objections_answered", "update objections set state = 'rejected'"],

  ["outbox_delivered_once", "delete from notifications"],
  [
    "notifications_reach_whom_they_concern",
    `update notifications set person_id = (select p.id from people p
       where p.id <> notifications.person_id limit 1)`,
  ],
  [
    "no_notification_across_hospitals",
    "update notifications set person_id = (select id from people where username = 'lead2')",
  ],
  [
    "attachments_of_their_hospital",
    "update attachments set hospital_id = (select id from organisations where code = 'H02')",
  ],
  ["attachments_have_subjects", "update attachments set subject_id = 'nowhere'"],
];
