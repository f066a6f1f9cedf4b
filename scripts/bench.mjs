// npm run bench -- [--only NAME] [--size S|M|L|XL]: measures the built product.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Explained, ensureBuilt, ensureInstalled, launch, root, runNode } from "./prepare.mjs";

await launch(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const entry = join(root, "test/bench/run.ts");
  const bundle = join(root, "build/bench/run.mjs");
  if (!existsSync(entry)) throw new Explained("There is no test/bench/run.ts in this tree.");
  // Vite's own esbuild: the one at the top of node_modules is an old one of the Remix compiler.
  const fromVite = createRequire(createRequire(import.meta.url).resolve("vite/package.json"));
  const bundled = fromVite("esbuild").build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    tsconfig: "tsconfig.json",
    sourcemap: "inline",
    logLevel: "warning",
  });
  await bundled.catch(() => {
    throw new Explained("The benchmarks could not be bundled; the reason stands above.");
  });
  return runNode(["--enable-source-maps", bundle, ...process.argv.slice(2)], {
    env: { ...process.env, NODE_ENV: "production" },
  });
});
