// npm run xianban -- COMMAND …: the command line of the real installation.
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, launch, root, runNode } from "./prepare.mjs";
import { installationEnvironment } from "./installation.mjs";

await launch(async () => {
  await ensureInstalled();
  await ensureBuilt();
  return runNode([join(root, "build/server/cli.js"), ...process.argv.slice(2)], {
    env: installationEnvironment(),
  });
});
