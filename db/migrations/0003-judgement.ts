import type { Knex } from "knex";
import { appendOnly, flag, id, instant, json, ref } from "./columns";

/** Rounds, entries, panels, sheets and standings: of a hospital's rounds and of the municipal review alike. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable("rounds", (t) => {
    id(t);
    ref(t, "cycle_id", "cycles").notNullable();
    t.text("kind").notNullable(); // establishment | annual | closure | municipal
    t.text("name").notNullable();
    t.text("state").notNullable(); // preparing | open | closed | frozen | revealed
    instant(t, "state_since").notNullable();
    t.integer("generation").notNullable().defaultTo(1);
    ref(t, "rubric_id", "rubrics").notNullable();
    json(t, "rule"); // StandingRule of app/domain/standing
    t.text("recusal_policy").notNullable(); // employer | department
    flag(t, "affiliations_recuse");
    t.integer("minimum_panel").notNullable().defaultTo(1);
    t.text("due_on").notNullable().defaultTo("9999-12-31"); // sheets are due at the end of that day
    t.integer("event_seq").notNullable().defaultTo(0);
    instant(t, "created_at").notNullable();
    t.index(["cycle_id"]);
  });

  /** What is scored in a round: a project of the hospital, or a nominated snapshot in the municipal review. */
  await knex.schema.createTable("entries", (t) => {
    id(t);
    ref(t, "cycle_id", "cycles").notNullable();
    ref(t, "round_id", "rounds");
    ref(t, "project_id", "projects"); // null when entered by form or import
    t.text("code").notNullable();
    t.text("title").notNullable();
    ref(t, "organisation_id", "organisations"); // null: an organisation unknown here (imported)
    t.text("organisation_name").notNullable(); // of that day
    t.text("department_id");
    t.text("category").notNullable().defaultTo("");
    t.text("state").notNullable(); // see the entry table
    instant(t, "state_since").notNullable();
    json(t, "snapshot"); // what the experts read
    t.integer("revision").notNullable().defaultTo(0);
    t.text("outcome").notNullable().defaultTo(""); // overdue, where a return lapsed
    t.text("due_on").notNullable().defaultTo("9999-12-31");
    t.integer("position").notNullable().defaultTo(0); // order by lot
    flag(t, "is_set_aside"); // of the round, with reason in the event
    t.text("replaced_by_id");
    t.integer("sheets_submitted").notNullable().defaultTo(0); // kept by the write
    t.text("sort_key").notNullable().defaultTo("");
    t.text("search_text").notNullable().defaultTo("");
    t.integer("event_seq").notNullable().defaultTo(0);
    instant(t, "created_at").notNullable();
    instant(t, "updated_at").notNullable();
    t.unique(["cycle_id", "round_id", "code"]);
    t.index(["cycle_id", "organisation_id"]);
    t.index(["round_id", "position", "id"]);
    t.index(["round_id", "code", "id"]);
    t.index(["project_id"]);
  });

  /** What was nominated, as it was stamped each time. */
  await knex.schema.createTable("entry_versions", (t) => {
    id(t);
    ref(t, "entry_id", "entries").notNullable();
    t.integer("number").notNullable();
    json(t, "body"); // {title, category, organisationName, snapshot}
    t.text("digest").notNullable();
    t.text("stamped_by");
    instant(t, "stamped_at").notNullable();
    t.unique(["entry_id", "number"]);
  });
  await appendOnly(knex, "entry_versions");

  /** Each drawing of lots of a cycle: with the seed anybody can repeat it. */
  await knex.schema.createTable("lots", (t) => {
    id(t);
    ref(t, "cycle_id", "cycles").notNullable();
    t.text("seed").notNullable();
    json(t, "drawn", "[]"); // codes of the entries in the order drawn
    t.text("drawn_by");
    instant(t, "drawn_at").notNullable();
    t.index(["cycle_id", "drawn_at"]);
  });
  await appendOnly(knex, "lots");

  await knex.schema.createTable("panel_members", (t) => {
    id(t);
    ref(t, "round_id", "rounds").notNullable();
    ref(t, "person_id", "people"); // null: an imported expert without account
    t.text("name").notNullable();
    ref(t, "employer_id", "organisations"); // hospital or outside body of that day; null: unknown
    t.text("employer_name").notNullable().defaultTo("");
    t.text("seat").notNullable(); // member | reserve | chair
    t.text("status").notNullable(); // invited | accepted | declined | replaced
    t.text("decline_reason").notNullable().defaultTo("");
    t.text("replaced_by_id");
    ref(t, "invited_by", "people");
    instant(t, "invited_at").notNullable();
    instant(t, "answered_at");
    instant(t, "reminded_at");
    t.integer("position").notNullable().defaultTo(0);
    t.unique(["round_id", "person_id"]);
    t.index(["person_id", "status"]);
  });

  await knex.schema.createTable("recusals", (t) => {
    id(t);
    ref(t, "round_id", "rounds").notNullable();
    ref(t, "panel_member_id", "panel_members").notNullable();
    ref(t, "entry_id", "entries").notNullable();
    t.text("kind").notNullable(); // same_employer | same_department | project_member | kinship | …
    t.text("reason").notNullable().defaultTo("");
    flag(t, "is_automatic");
    ref(t, "declared_by", "people");
    instant(t, "declared_at").notNullable();
    instant(t, "dismissed_at"); // a false positive, with reason
    t.text("dismissed_reason").notNullable().defaultTo("");
    t.unique(["panel_member_id", "entry_id"]);
    t.index(["round_id"]);
    t.index(["entry_id"]);
  });

  await knex.schema.createTable("sheets", (t) => {
    id(t);
    ref(t, "round_id", "rounds").notNullable();
    ref(t, "entry_id", "entries").notNullable();
    ref(t, "panel_member_id", "panel_members").notNullable();
    t.integer("generation").notNullable().defaultTo(1);
    t.text("state").notNullable(); // draft | submitted | declined | sealed | void
    json(t, "scores"); // {criterion key: units | null}
    json(t, "comments"); // {criterion key or "": text}
    t.text("decline_reason").notNullable().defaultTo("");
    t.text("source").notNullable().defaultTo("portal"); // portal | import
    flag(t, "is_late"); // taken after the freeze: kept, not counted
    t.integer("revision").notNullable().defaultTo(0);
    instant(t, "saved_at").notNullable();
    instant(t, "submitted_at");
    instant(t, "sealed_at");
    t.text("void_reason").notNullable().defaultTo("");
    t.integer("event_seq").notNullable().defaultTo(0);
    t.text("head").notNullable().defaultTo(""); // hash of the last sheet event
    t.unique(["entry_id", "panel_member_id", "generation"]);
    t.index(["round_id", "generation", "state"]);
    t.index(["panel_member_id", "state"]);
  });

  /** Every saved state of a sheet, one hash chain a sheet: hash = sha256(previous + canonical text). */
  await knex.schema.createTable("sheet_events", (t) => {
    ref(t, "sheet_id", "sheets").notNullable();
    t.integer("seq").notNullable();
    instant(t, "at").notNullable();
    t.text("actor_id");
    t.text("kind").notNullable(); // submit | reopen | decline | seal | void | import | correct
    t.text("body").notNullable(); // canonical JSON text
    t.text("previous").notNullable();
    t.text("hash").notNullable();
    t.primary(["sheet_id", "seq"]);
  });
  await appendOnly(knex, "sheet_events");

  /** A computed result of a frozen round; a later version never replaces an earlier one. */
  await knex.schema.createTable("standings", (t) => {
    id(t);
    ref(t, "cycle_id", "cycles").notNullable();
    ref(t, "round_id", "rounds").notNullable();
    t.integer("version").notNullable();
    t.integer("generation").notNullable();
    json(t, "rule");
    json(t, "rubric");
    t.text("result").notNullable(); // canonical JSON of the whole Standing with explanations
    t.text("digest").notNullable(); // sha256 of result
    t.text("frozen_by");
    t.text("witness_id");
    instant(t, "computed_at").notNullable();
    instant(t, "revealed_at");
    instant(t, "published_at");
    t.unique(["round_id", "version"]);
    t.index(["cycle_id"]);
  });

  /** The standing's rows, for lists that page and sort. */
  await knex.schema.createTable("standing_entries", (t) => {
    ref(t, "standing_id", "standings").notNullable();
    ref(t, "entry_id", "entries").notNullable();
    t.integer("position").notNullable(); // 1 … n in the order shown, unrankable last
    t.integer("place");
    t.integer("category_place");
    t.text("score"); // 2 decimals
    t.integer("sheets").notNullable();
    t.text("tier");
    t.text("category").notNullable();
    t.text("organisation_name").notNullable();
    t.primary(["standing_id", "entry_id"]);
    t.index(["standing_id", "position"]);
    t.index(["standing_id", "category", "position"]);
    t.index(["entry_id"]);
  });

  await knex.schema.createTable("standing_organisations", (t) => {
    ref(t, "standing_id", "standings").notNullable();
    t.integer("position").notNullable();
    t.text("organisation_id");
    t.text("name").notNullable();
    t.integer("place");
    t.text("score");
    t.integer("entries").notNullable();
    t.primary(["standing_id", "position"]);
  });

  await knex.schema.createTable("imports", (t) => {
    id(t);
    t.text("kind").notNullable(); // people | entries | sheets
    t.text("cycle_id");
    ref(t, "organisation_id", "organisations");
    t.text("file_name").notNullable();
    t.text("storage_key").notNullable();
    json(t, "mapping");
    t.text("state").notNullable(); // uploaded | previewed | done | failed
    json(t, "report");
    ref(t, "created_by", "people").notNullable();
    instant(t, "created_at").notNullable();
    instant(t, "finished_at");
  });

  /** A column mapping once made is offered again for files with the same headers. */
  await knex.schema.createTable("import_mappings", (t) => {
    ref(t, "organisation_id", "organisations").notNullable();
    t.text("kind").notNullable();
    t.text("headers_digest").notNullable();
    json(t, "mapping");
    instant(t, "used_at").notNullable();
    t.primary(["organisation_id", "kind", "headers_digest"]);
  });
}
