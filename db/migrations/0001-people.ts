import type { Knex } from "knex";
import { appendOnly, flag, id, instant, json, ref } from "./columns";

/** Organisations, people, role grants, sessions, the audit log and settings. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable("settings", (t) => {
    t.text("key").primary();
    json(t, "value");
    instant(t, "changed_at").notNullable();
  });

  await knex.schema.createTable("organisations", (t) => {
    id(t);
    t.text("kind").notNullable(); // centre | hospital | department | branch | external
    ref(t, "parent_id", "organisations");
    // The hospital whose rows these are: itself for a hospital, null for centre and external.
    t.text("hospital_id").index();
    t.text("name").notNullable();
    t.text("short_name").notNullable().defaultTo("");
    t.text("code").notNullable().defaultTo("");
    t.text("category").notNullable().defaultTo(""); // clinical | medical_technical | functional, for departments
    t.text("sort_key").notNullable().defaultTo(""); // pinyin
    t.text("search_text").notNullable().defaultTo("");
    flag(t, "is_demo");
    instant(t, "closed_at");
    instant(t, "created_at").notNullable();
    t.index(["kind", "sort_key"]);
    t.index(["parent_id"]);
  });

  await knex.schema.createTable("people", (t) => {
    id(t);
    ref(t, "organisation_id", "organisations").notNullable();
    t.text("hospital_id").index(); // of the organisation, kept by the write
    t.text("name").notNullable();
    t.text("sort_key").notNullable().defaultTo("");
    t.text("search_text").notNullable().defaultTo("");
    t.text("job_title").notNullable().defaultTo("");
    t.text("email").notNullable().defaultTo("");
    t.text("phone").notNullable().defaultTo("");
    t.text("username").unique();
    t.text("password_hash");
    flag(t, "must_change_password");
    t.integer("failed_sign_ins").notNullable().defaultTo(0);
    instant(t, "blocked_until");
    t.text("locale").notNullable().defaultTo("zh-CN");
    instant(t, "disabled_at");
    instant(t, "created_at").notNullable();
    t.index(["organisation_id"]);
    t.index(["sort_key", "id"]);
  });

  /** A person's declared affiliations besides the employer: a university, a college. */
  await knex.schema.createTable("affiliations", (t) => {
    ref(t, "person_id", "people").notNullable();
    ref(t, "organisation_id", "organisations").notNullable();
    t.primary(["person_id", "organisation_id"]);
  });

  await knex.schema.createTable("role_grants", (t) => {
    id(t);
    ref(t, "person_id", "people").notNullable();
    t.text("role").notNullable();
    t.text("scope_kind").notNullable(); // installation | organisation | cycle | project
    t.text("scope_id").notNullable().defaultTo("");
    t.text("valid_from").notNullable(); // date
    t.text("valid_until"); // date, inclusive; null: without end
    t.text("granted_by");
    instant(t, "created_at").notNullable();
    instant(t, "revoked_at");
    t.index(["person_id"]);
    t.index(["role", "scope_id"]);
  });

  await knex.schema.createTable("sessions", (t) => {
    t.text("token_hash").primary();
    t.text("public_id").notNullable().unique(); // names the session on the account page
    ref(t, "person_id", "people").notNullable();
    t.text("grant_id");
    t.text("device").notNullable().defaultTo("");
    instant(t, "created_at").notNullable();
    instant(t, "seen_at").notNullable();
    instant(t, "revoked_at");
    t.index(["person_id"]);
  });

  await knex.schema.createTable("audit_log", (t) => {
    t.increments("seq");
    instant(t, "at").notNullable();
    t.text("person_id");
    t.text("role");
    t.text("action").notNullable();
    t.text("subject_kind").notNullable().defaultTo("");
    t.text("subject_id").notNullable().defaultTo("");
    t.text("outcome").notNullable(); // done | refused:<code>
    t.text("address").notNullable().defaultTo(""); // of sign-ins only
    t.index(["person_id", "seq"]);
    t.index(["subject_kind", "subject_id"]);
  });
  await appendOnly(knex, "audit_log");

  await knex.schema.createTable("holidays", (t) => {
    t.text("date").primary();
    t.text("kind").notNullable(); // off | work (make-up day)
    t.text("name").notNullable().defaultTo("");
  });
}
