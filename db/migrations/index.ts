import type { Knex } from "knex";
import * as people from "./0001-people";
import * as projects from "./0002-projects";
import * as judgement from "./0003-judgement";
import * as decision from "./0004-decision";

interface Migration {
  name: string;
  up: (knex: Knex) => Promise<void>;
}

/** In order; forward only. A migration that has been released is never edited. */
const migrations: Migration[] = [
  { name: "0001-people", up: people.up },
  { name: "0002-projects", up: projects.up },
  { name: "0003-judgement", up: judgement.up },
  { name: "0004-decision", up: decision.up },
];

/** Listed in code rather than read from a folder, so that the built server carries them. */
export const migrationSource: Knex.MigrationSource<Migration> = {
  getMigrations: () => Promise.resolve(migrations),
  getMigrationName: (migration) => migration.name,
  getMigration: (migration) =>
    Promise.resolve({
      up: migration.up,
      down: () => Promise.reject(new Error("migrations only go forward; restore a backup instead")),
    }),
};
