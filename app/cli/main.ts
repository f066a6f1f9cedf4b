import { commands } from "./commands.server";

const [name = "help", ...args] = process.argv.slice(2);
const command = commands[name];

if (!command) {
  process.stderr.write(`Unknown command "${name}". Try: ${Object.keys(commands).join(", ")}\n`);
  process.exit(1);
}

try {
  process.exitCode = await command.run(args);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
