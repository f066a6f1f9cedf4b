import type { Knex } from "knex";
import { appendOnly, flag, id, instant, json, ref } from "./columns";

/** Cycles, projects and everything a project gathers between its draft and its archive. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable("cycles", (t) => {
    id(t);
    t.text("kind").notNullable(); // hospital | municipal
    ref(t, "organisation_id", "organisations").notNullable(); // the hospital or the centre that runs it
    t.integer("year").notNullable();
    t.text("name").notNullable();
    t.text("state").notNullable();
    instant(t, "state_since").notNullable();
    t.integer("workflow_version").notNullable();
    json(t, "options"); // WorkflowOptions (hospital) or MunicipalOptions
    json(t, "dates"); // {applyFrom, applyUntil, …} dates
    json(t, "categories", "[]"); // [{key, name}]
    json(t, "quotas"); // per department: how many applications
    json(t, "rule"); // StandingRule that new rounds start from
    t.integer("revision").notNullable().defaultTo(0);
    t.integer("event_seq").notNullable().defaultTo(0);
    flag(t, "is_demo");
    instant(t, "created_at").notNullable();
    t.index(["organisation_id", "year"]);
  });

  /** Which organisations take part in a municipal cycle. */
  await knex.schema.createTable("cycle_participants", (t) => {
    ref(t, "cycle_id", "cycles").notNullable();
    ref(t, "organisation_id", "organisations").notNullable();
    t.primary(["cycle_id", "organisation_id"]);
    t.index(["organisation_id"]);
  });

  await knex.schema.createTable("rubrics", (t) => {
    id(t);
    ref(t, "cycle_id", "cycles").notNullable();
    t.text("round_kind").notNullable(); // establishment | annual | closure | municipal
    t.integer("version").notNullable();
    t.text("name").notNullable();
    json(t, "body"); // Rubric of app/domain/rubric
    instant(t, "frozen_at");
    instant(t, "created_at").notNullable();
    t.unique(["cycle_id", "round_kind", "version"]);
  });

  await knex.schema.createTable("projects", (t) => {
    id(t);
    t.text("code").notNullable(); // 2024-07-003
    ref(t, "cycle_id", "cycles").notNullable();
    ref(t, "hospital_id", "organisations").notNullable();
    ref(t, "department_id", "organisations").notNullable();
    t.text("branch_id");
    ref(t, "lead_id", "people").notNullable();
    t.text("title").notNullable();
    t.text("category").notNullable().defaultTo("");
    t.text("state").notNullable();
    instant(t, "state_since").notNullable();
    t.text("resume_to"); // where a return resumes
    t.text("due_on").notNullable().defaultTo("9999-12-31"); // of the present step
    flag(t, "is_on_hold");
    flag(t, "is_extended"); // the one extension of the present step was used
    flag(t, "was_rectified");
    flag(t, "is_unverified");
    flag(t, "is_major_matter");
    flag(t, "is_secretary_project");
    t.integer("workflow_version").notNullable();
    json(t, "options"); // the cycle's options of the day the project was submitted
    t.text("merged_into_id");
    t.text("outcome").notNullable().defaultTo(""); // excellent | passed | failed, or a reason of ending
    instant(t, "archived_at");
    t.text("sort_key").notNullable().defaultTo("");
    t.text("search_text").notNullable().defaultTo("");
    t.text("score").notNullable().defaultTo(""); // of the last revealed round, 2 decimals, for lists
    t.integer("score_rank").notNullable().defaultTo(0); // sortable: score × 10^6, rounded; 0 without
    t.integer("event_seq").notNullable().defaultTo(0);
    instant(t, "created_at").notNullable();
    instant(t, "updated_at").notNullable();
    t.unique(["cycle_id", "code"]);
    t.index(["hospital_id", "updated_at", "id"]);
    t.index(["hospital_id", "state", "updated_at"]);
    t.index(["hospital_id", "score_rank", "id"]);
    t.index(["hospital_id", "code", "id"]);
    t.index(["hospital_id", "sort_key", "id"]);
    t.index(["hospital_id", "due_on", "id"]);
    t.index(["cycle_id", "state"]);
    t.index(["lead_id"]);
    t.index(["department_id"]);
  });

  await knex.schema.createTable("project_members", (t) => {
    ref(t, "project_id", "projects").notNullable();
    ref(t, "person_id", "people").notNullable();
    t.text("duty").notNullable().defaultTo("");
    t.integer("position").notNullable().defaultTo(0);
    t.primary(["project_id", "person_id"]);
    t.index(["person_id"]);
  });

  /** Cooperating departments and their confirmation 会签. */
  await knex.schema.createTable("co_signs", (t) => {
    ref(t, "project_id", "projects").notNullable();
    ref(t, "department_id", "organisations").notNullable();
    t.text("decision").notNullable().defaultTo(""); // confirmed | declined
    t.text("reason").notNullable().defaultTo("");
    t.text("decided_by");
    instant(t, "decided_at");
    t.primary(["project_id", "department_id"]);
    t.index(["department_id"]);
  });

  /** The working copy of an application. `revision` guards against a second tab. */
  await knex.schema.createTable("applications", (t) => {
    t.text("project_id").primary().references("id").inTable("projects");
    json(t, "body"); // Application of app/domain/application
    t.integer("revision").notNullable().defaultTo(0);
    instant(t, "saved_at").notNullable();
    ref(t, "saved_by", "people").notNullable();
  });

  await knex.schema.createTable("application_versions", (t) => {
    id(t);
    ref(t, "project_id", "projects").notNullable();
    t.integer("number").notNullable();
    json(t, "body");
    t.text("digest").notNullable();
    ref(t, "submitted_by", "people").notNullable();
    instant(t, "submitted_at").notNullable();
    t.unique(["project_id", "number"]);
  });
  await appendOnly(knex, "application_versions");

  /** One row a return 退回, with reasons by field. */
  await knex.schema.createTable("returns", (t) => {
    id(t);
    ref(t, "project_id", "projects").notNullable();
    t.text("from_state").notNullable();
    json(t, "reasons", "[]"); // [{field, reason}]
    t.text("reason").notNullable().defaultTo(""); // the whole in words
    t.text("due_on").notNullable();
    ref(t, "returned_by", "people").notNullable();
    instant(t, "returned_at").notNullable();
    t.integer("answered_by_version");
    t.index(["project_id"]);
  });

  await knex.schema.createTable("form_checks", (t) => {
    id(t);
    ref(t, "project_id", "projects").notNullable();
    t.integer("version").notNullable();
    json(t, "items", "[]"); // [{key, ok, reason}]
    t.integer("revision").notNullable().defaultTo(0);
    ref(t, "checked_by", "people").notNullable();
    instant(t, "checked_at").notNullable();
    t.unique(["project_id", "version"]);
  });

  /** Whatever changes a state writes here, in order, per subject: the history. */
  await knex.schema.createTable("events", (t) => {
    id(t);
    t.text("subject_kind").notNullable(); // project | round | entry | cycle | objection | meeting
    t.text("subject_id").notNullable();
    t.integer("seq").notNullable(); // 1, 2, 3 … per subject
    instant(t, "at").notNullable();
    t.text("actor_id"); // null: the system
    t.text("actor_role").notNullable();
    t.text("transition").notNullable();
    t.text("from_state").notNullable();
    t.text("to_state").notNullable();
    t.text("reason").notNullable().defaultTo("");
    json(t, "facts");
    t.unique(["subject_kind", "subject_id", "seq"]);
    t.index(["at"]);
  });
  await appendOnly(knex, "events");

  /** A press of one party of a transition that needs several; cleared by the next change of state. */
  await knex.schema.createTable("consents", (t) => {
    id(t);
    t.text("subject_kind").notNullable();
    t.text("subject_id").notNullable();
    t.integer("event_seq").notNullable(); // the subject's event number when it was given
    t.text("transition").notNullable();
    t.text("party").notNullable(); // PartyKey of app/domain/lifecycle/parties
    t.text("role").notNullable();
    ref(t, "person_id", "people").notNullable();
    t.text("reason").notNullable().defaultTo("");
    instant(t, "at").notNullable();
    t.unique(["subject_kind", "subject_id", "event_seq", "transition", "party"]);
  });

  await knex.schema.createTable("charters", (t) => {
    id(t);
    ref(t, "project_id", "projects").notNullable();
    t.integer("version").notNullable();
    json(t, "body"); // Charter of app/domain/execution
    t.integer("revision").notNullable().defaultTo(0);
    t.text("digest").notNullable().defaultTo("");
    instant(t, "signed_at"); // frozen from then on
    instant(t, "created_at").notNullable();
    t.unique(["project_id", "version"]);
  });

  await knex.schema.createTable("milestones", (t) => {
    id(t);
    ref(t, "project_id", "projects").notNullable();
    t.integer("position").notNullable();
    t.text("title").notNullable();
    t.text("owner").notNullable().defaultTo("");
    t.text("planned_on").notNullable();
    t.text("done_on");
    t.integer("progress").notNullable().defaultTo(0); // percent
    t.text("note").notNullable().defaultTo("");
    t.integer("revision").notNullable().defaultTo(0);
    instant(t, "updated_at").notNullable();
    t.index(["project_id", "position"]);
    t.index(["planned_on"]);
  });

  /** The office calls for stage reports from all running projects of a cycle. */
  await knex.schema.createTable("report_calls", (t) => {
    id(t);
    ref(t, "cycle_id", "cycles").notNullable();
    t.integer("number").notNullable();
    t.text("title").notNullable();
    t.text("due_on").notNullable();
    ref(t, "called_by", "people").notNullable();
    instant(t, "called_at").notNullable();
    t.unique(["cycle_id", "number"]);
  });

  await knex.schema.createTable("stage_reports", (t) => {
    id(t);
    ref(t, "project_id", "projects").notNullable();
    ref(t, "call_id", "report_calls").notNullable();
    json(t, "body");
    t.integer("revision").notNullable().defaultTo(0);
    t.text("state").notNullable(); // draft | submitted | excused
    t.text("excuse").notNullable().defaultTo("");
    json(t, "progress", "[]"); // [{title, progress, doneOn}]: the milestones of the day it was handed in
    ref(t, "saved_by", "people").notNullable();
    instant(t, "saved_at").notNullable();
    instant(t, "submitted_at");
    t.text("quality_opinion").notNullable().defaultTo("");
    t.text("quality_by");
    instant(t, "quality_at");
    t.unique(["project_id", "call_id"]);
  });

  /** Who was pressed 督办 or urged 督促, when and with which words. */
  await knex.schema.createTable("presses", (t) => {
    id(t);
    ref(t, "project_id", "projects").notNullable();
    t.text("level").notNullable(); // reminder | notice | talk | urge
    t.text("text").notNullable();
    ref(t, "pressed_by", "people").notNullable();
    t.text("pressed_as").notNullable();
    instant(t, "pressed_at").notNullable();
    t.index(["project_id", "pressed_at"]);
  });

  await knex.schema.createTable("amendments", (t) => {
    id(t);
    ref(t, "project_id", "projects").notNullable();
    t.integer("number").notNullable();
    t.text("state").notNullable(); // proposed | approved | rejected
    json(t, "body"); // the charter as it would become
    flag(t, "above_threshold");
    flag(t, "committee_approved");
    t.text("reason").notNullable();
    ref(t, "proposed_by", "people").notNullable();
    instant(t, "proposed_at").notNullable();
    t.text("decided_by");
    instant(t, "decided_at");
    t.text("decision_reason").notNullable().defaultTo("");
    t.integer("charter_version");
    t.unique(["project_id", "number"]);
  });

  await knex.schema.createTable("effect_evaluations", (t) => {
    id(t);
    ref(t, "project_id", "projects").notNullable();
    t.integer("version").notNullable();
    json(t, "body"); // EffectEvaluation of app/domain/evaluation
    t.integer("revision").notNullable().defaultTo(0);
    t.text("state").notNullable(); // draft | submitted | verified | contested | unverified
    ref(t, "saved_by", "people").notNullable();
    instant(t, "saved_at").notNullable();
    instant(t, "submitted_at");
    t.text("verifier_id"); // an outsider named by the office, beside the quality officers
    t.text("verified_by");
    instant(t, "verified_at");
    t.text("finding").notNullable().defaultTo("");
    t.unique(["project_id", "version"]);
  });

  await knex.schema.createTable("closure_reports", (t) => {
    t.text("project_id").primary().references("id").inTable("projects");
    json(t, "body");
    t.integer("revision").notNullable().defaultTo(0);
    ref(t, "saved_by", "people").notNullable();
    instant(t, "saved_at").notNullable();
    instant(t, "submitted_at");
    t.text("proposed_grade").notNullable().defaultTo("");
  });

  await knex.schema.createTable("attachments", (t) => {
    id(t);
    t.text("subject_kind").notNullable(); // project | entry | meeting | cycle | person
    t.text("subject_id").notNullable();
    t.text("purpose").notNullable().defaultTo(""); // application | report | effect | closure | archive | import
    t.text("hospital_id");
    t.text("name").notNullable();
    t.text("media_type").notNullable();
    t.integer("size").notNullable();
    t.text("sha256").notNullable();
    t.text("storage_key").notNullable();
    ref(t, "uploaded_by", "people");
    instant(t, "uploaded_at").notNullable();
    instant(t, "removed_at");
    t.index(["subject_kind", "subject_id"]);
  });

  await knex.schema.createTable("archives", (t) => {
    t.text("project_id").primary().references("id").inTable("projects");
    ref(t, "attachment_id", "attachments").notNullable();
    json(t, "manifest");
    t.text("digest").notNullable();
    ref(t, "sealed_by", "people").notNullable();
    instant(t, "sealed_at").notNullable();
  });
}
