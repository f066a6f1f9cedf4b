// npm run demo: the demo installation, in a database of its own that never meets real records.
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, launch, root, runNode } from "./prepare.mjs";

await launch(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const env = {
    ...process.env,
    NODE_ENV: "production",
    XIANBAN_DEMO: "1",
    DATABASE_PATH: join(root, "data/demo.sqlite3"),
    PORT: process.env.PORT || "3000",
  };
  for (const name of ["DATABASE_URL", "DATABASE_SCHEMA", "FILES_PATH"]) delete env[name];
  // Creates and loads the database where it is absent or was made by another version.
  const loaded = await runNode([join(root, "build/server/cli.js"), "demo"], { env });
  if (loaded !== 0) return loaded;
  return runNode([join(root, "build/server/main.js")], { env });
});
