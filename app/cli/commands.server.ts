import { database, migrateDatabase } from "~/platform/database.server";

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
};
