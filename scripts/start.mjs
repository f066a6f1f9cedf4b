// npm start: the real installation, on DATABASE_URL or the embedded database of DATABASE_PATH.
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, launch, root, runNode } from "./prepare.mjs";
import { installationEnvironment } from "./installation.mjs";

await launch(async () => {
  await ensureInstalled();
  await ensureBuilt();
  return runNode([join(root, "build/server/main.js")], { env: installationEnvironment() });
});
