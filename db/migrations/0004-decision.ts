import type { Knex } from "knex";
import { appendOnly, flag, id, instant, json, ref } from "./columns";

/** The committee, public notices with objections, notifications and the outbox. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable("meetings", (t) => {
    id(t);
    ref(t, "hospital_id", "organisations").notNullable();
    t.text("cycle_id");
    t.text("title").notNullable();
    instant(t, "starts_at").notNullable();
    t.text("place").notNullable().defaultTo("");
    t.text("state").notNullable(); // preparing | open | closed
    json(t, "rules"); // quorum and majority
    ref(t, "created_by", "people").notNullable();
    instant(t, "opened_at");
    instant(t, "closed_at");
    instant(t, "created_at").notNullable();
    t.integer("event_seq").notNullable().defaultTo(0);
    t.index(["hospital_id", "starts_at"]);
  });

  await knex.schema.createTable("meeting_attendance", (t) => {
    ref(t, "meeting_id", "meetings").notNullable();
    ref(t, "person_id", "people").notNullable();
    t.text("seat").notNullable(); // secretary | member
    t.text("status").notNullable(); // unknown | present | leave | absent
    t.text("leave_reason").notNullable().defaultTo("");
    t.integer("position").notNullable().defaultTo(0);
    t.primary(["meeting_id", "person_id"]);
    t.index(["person_id"]);
  });

  await knex.schema.createTable("agenda_items", (t) => {
    id(t);
    ref(t, "meeting_id", "meetings").notNullable();
    t.integer("position").notNullable();
    t.text("purpose").notNullable(); // AgendaPurpose of app/domain/committee/agenda
    t.text("title").notNullable();
    t.text("state").notNullable(); // proposed | pending | open | decided | put_off
    t.text("motion").notNullable().defaultTo("approve"); // what the present ballot is about
    t.integer("ballot").notNullable().defaultTo(1); // a failed motion is followed by another ballot
    t.integer("last_place"); // cut line of a list; null: one vote for all of it
    t.text("singled_from_id"); // the list this single vote was taken out of
    t.text("reason").notNullable().defaultTo(""); // of the decision
    json(t, "ballots", "[]"); // [{motion, result, counts}], as they were counted
    ref(t, "proposed_by", "people").notNullable();
    t.text("result").notNullable().defaultTo(""); // passed | rejected | deferred | revise | no_quorum
    ref(t, "standing_id", "standings");
    t.text("standing_digest").notNullable().defaultTo("");
    t.text("note").notNullable().defaultTo("");
    instant(t, "decided_at");
    t.unique(["meeting_id", "position"]);
  });

  /** The projects of an item: one, or a list. */
  await knex.schema.createTable("agenda_item_projects", (t) => {
    ref(t, "item_id", "agenda_items").notNullable();
    ref(t, "project_id", "projects").notNullable();
    t.integer("position").notNullable();
    t.text("proposal").notNullable().defaultTo(""); // e.g. a proposed grade
    t.primary(["item_id", "project_id"]);
    t.index(["project_id"]);
  });

  await knex.schema.createTable("agenda_recusals", (t) => {
    ref(t, "item_id", "agenda_items").notNullable();
    ref(t, "person_id", "people").notNullable();
    t.text("reason").notNullable();
    instant(t, "at").notNullable();
    t.primary(["item_id", "person_id"]);
  });

  await knex.schema.createTable("agenda_opinions", (t) => {
    ref(t, "item_id", "agenda_items").notNullable();
    ref(t, "person_id", "people").notNullable();
    t.integer("turn").notNullable();
    t.text("text").notNullable();
    ref(t, "entered_by", "people").notNullable();
    instant(t, "at").notNullable();
    t.primary(["item_id", "person_id"]);
  });

  await knex.schema.createTable("agenda_votes", (t) => {
    ref(t, "item_id", "agenda_items").notNullable();
    t.integer("ballot").notNullable();
    ref(t, "person_id", "people").notNullable();
    t.text("choice").notNullable(); // for | against | abstain
    ref(t, "entered_by", "people").notNullable();
    instant(t, "at").notNullable();
    t.primary(["item_id", "ballot", "person_id"]);
  });
  await appendOnly(knex, "agenda_votes");

  await knex.schema.createTable("notices", (t) => {
    id(t);
    t.text("kind").notNullable(); // establishment | standing
    ref(t, "organisation_id", "organisations").notNullable(); // who publishes
    ref(t, "cycle_id", "cycles").notNullable();
    ref(t, "standing_id", "standings");
    ref(t, "meeting_id", "meetings"); // whose decisions it makes public
    t.text("title").notNullable();
    t.text("body").notNullable().defaultTo("");
    t.text("starts_on").notNullable();
    t.text("ends_on").notNullable(); // last day, inclusive
    t.text("state").notNullable(); // open | ended | withdrawn
    flag(t, "is_demo");
    instant(t, "published_at").notNullable();
    instant(t, "ended_at");
    t.index(["state", "ends_on"]);
    t.index(["published_at", "id"]);
  });

  await knex.schema.createTable("notice_projects", (t) => {
    ref(t, "notice_id", "notices").notNullable();
    ref(t, "project_id", "projects").notNullable();
    instant(t, "withdrawn_at"); // an objection was upheld, or the project went back
    t.primary(["notice_id", "project_id"]);
    t.index(["project_id"]);
  });

  await knex.schema.createTable("objections", (t) => {
    id(t);
    ref(t, "notice_id", "notices").notNullable();
    ref(t, "project_id", "projects"); // null: about the notice as a whole
    ref(t, "entry_id", "entries");
    t.text("state").notNullable(); // lodged | checking | upheld | rejected | withdrawn
    instant(t, "state_since").notNullable();
    t.text("text").notNullable();
    t.text("contact_name").notNullable();
    t.text("contact").notNullable();
    // Hash of the receipt that lets the objector see the answer without an account.
    t.text("receipt").notNullable().unique();
    t.text("address_hash").notNullable().defaultTo(""); // to slow a flood down, not to find people
    ref(t, "person_id", "people"); // who lodged it, when signed in
    t.text("flaw").notNullable().defaultTo(""); // decision | scoring
    t.text("recheck").notNullable().defaultTo("");
    t.text("answer").notNullable().defaultTo("");
    t.integer("event_seq").notNullable().defaultTo(0);
    instant(t, "lodged_at").notNullable();
    instant(t, "answered_at");
    t.index(["notice_id", "state"]);
    t.index(["project_id"]);
  });

  /** What is to be told, written in the transaction that caused it, delivered after it. */
  await knex.schema.createTable("outbox", (t) => {
    t.increments("seq");
    t.text("kind").notNullable(); // names the text in the `notifications` locale namespace
    t.text("person_id").notNullable(); // whom it concerns
    t.text("link").notNullable().defaultTo("");
    json(t, "facts");
    instant(t, "created_at").notNullable();
    instant(t, "delivered_at");
    t.index(["delivered_at", "seq"]);
  });

  await knex.schema.createTable("notifications", (t) => {
    id(t);
    t.integer("outbox_seq").unique(); // a delivery tried twice arrives once
    ref(t, "person_id", "people").notNullable();
    t.text("kind").notNullable();
    t.text("link").notNullable().defaultTo("");
    json(t, "facts");
    instant(t, "created_at").notNullable();
    instant(t, "read_at");
    t.index(["person_id", "created_at", "id"]);
    t.index(["person_id", "read_at"]);
  });
}
