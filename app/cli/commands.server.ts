import { writeFileSync } from "node:fs";
import { workflow, WORKFLOW_VERSION } from "~/domain/lifecycle";
import { lifecycleMarkdown } from "~/domain/lifecycle/document";
import en from "~/locales/en/lifecycle.json";
import zh from "~/locales/zh-CN/lifecycle.json";
import { runDueTransitions } from "~/commands/run-due-transitions.server";
import { deliverOutbox } from "~/data/outbox.server";
import { clock } from "~/platform/clock.server";
import { config } from "~/platform/config.server";
import { database, migrateDatabase } from "~/platform/database.server";
import { backUp, restore } from "./backup.server";
import { demoNotice, loadDemo } from "./demo.server";

export interface CliCommand {
  /** One line for `help`. */
  summary: string;
  /** @returns the exit status */
  run(args: readonly string[]): Promise<number>;
}

export const commands: Record<string, CliCommand> = {
  help: {
    summary: "lists the commands",
    run() {
      const width = Math.max(...Object.keys(commands).map((name) => name.length));
      for (const [name, { summary }] of Object.entries(commands))
        process.stdout.write(`  ${name.padEnd(width)}  ${summary}\n`);
      return Promise.resolve(0);
    },
  },
  migrate: {
    summary: "brings the database's schema up to date (the server does so itself at its start)",
    async run() {
      const names = await migrateDatabase();
      process.stdout.write(
        names.length > 0 ? `Applied: ${names.join(", ")}\n` : "The schema is up to date\n",
      );
      await database().close();
      return 0;
    },
  },
  tick: {
    summary:
      "does what has fallen due and delivers what is queued (the server does so every 30 seconds)",
    async run() {
      await migrateDatabase();
      const db = database();
      const done = await runDueTransitions(db, clock());
      while ((await deliverOutbox(db, clock())) > 0);
      process.stdout.write(`Carried out ${done} steps that had fallen due\n`);
      await db.close();
      return 0;
    },
  },
  demo: {
    summary: "[--again]: makes the demo's own database, where it is absent or of another version",
    async run([again]) {
      const loaded = await loadDemo(config(), clock(), again === "--again");
      process.stdout.write(demoNotice(loaded));
      return 0;
    },
  },
  backup: {
    summary: "FILE: writes the embedded database and the attachments to a .zip; the server may run",
    async run([file]) {
      if (!file) throw new Error("Name the file to write: npm run xianban -- backup FILE");
      const attachments = await backUp(config(), file, clock());
      process.stdout.write(`Wrote ${file} with the database and ${attachments} attachments\n`);
      return 0;
    },
  },
  restore: {
    summary:
      "FILE: puts a backup in place of the present data, which is kept aside; stop the server first",
    async run([file]) {
      if (!file) throw new Error("Name the backup: npm run xianban -- restore FILE");
      const kept = await restore(config(), file, clock());
      process.stdout.write(`Restored ${file}${kept ? `; the former database is ${kept}` : ""}\n`);
      return 0;
    },
  },
  docs: {
    summary: "writes docs/lifecycle.md from the lifecycle tables",
    run() {
      const { machines, version } = workflow(WORKFLOW_VERSION);
      writeFileSync("docs/lifecycle.md", lifecycleMarkdown(machines, version, { en, zh }));
      process.stdout.write("Wrote docs/lifecycle.md\n");
      return Promise.resolve(0);
    },
  },
};
