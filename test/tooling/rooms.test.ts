import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/** A small house in which every arrow that is forbidden is drawn once, beside allowed ones. */
const house: Record<string, string> = {
  "app/domain/rule.ts": `import { z } from "zod"; export const rule = z; `,
  "app/domain/reads-data.ts": `import { rows } from "~/data/rows.server"; export const a = rows;`,
  "app/domain/uses-node.ts": `import { readFileSync } from "node:fs"; export const b = readFileSync;`,
  "app/domain/uses-react.ts": `import { useState } from "react"; export const c = useState;`,
  "app/data/rows.server.ts": `import knex from "knex"; import { rule } from "~/domain/rule"; export const rows = [knex, rule];`,
  "app/data/climbs.server.ts": `import { act } from "~/commands/act.server"; export const d = act;`,
  "app/commands/act.server.ts": `import { rows } from "~/data/rows.server"; export const act = rows;`,
  "app/commands/queries.server.ts": `import knex from "knex"; export const e = knex;`,
  "app/ui/view.tsx": `import { rule } from "~/domain/rule"; export const View = rule;`,
  "app/ui/peeks.tsx": `import type { rows } from "~/data/rows.server"; export type F = typeof rows;`,
  "app/platform/open.ts": `import { rows } from "~/data/rows.server"; export const g = rows;`,
  "app/platform/shows.server.ts": `import { View } from "~/ui/view"; export const h = View;`,
  "app/routes/good.tsx": `import { View } from "~/ui/view"; import { act } from "~/commands/act.server"; export const i = [View, act];`,
  "app/routes/borrows.tsx": `import { i } from "./good"; export const j = i;`,
  "app/routes/seeds.tsx": `import { seed } from "#db/seeds/seed"; export const k = seed;`,
  "app/cli/main.ts": `import { View } from "~/ui/view"; export const l = View;`,
  "app/root.tsx": `import { act } from "~/commands/act.server"; export const m = act;`,
  "app/commands/ping.server.ts": `import { pong } from "./pong.server"; export const ping = () => pong;`,
  "app/commands/pong.server.ts": `import { ping } from "./ping.server"; export const pong = () => ping;`,
  "app/domain/left.ts": `import type { Right } from "./right"; export interface Left { right: Right }`,
  "app/domain/right.ts": `import type { Left } from "./left"; export interface Right { left: Left }`,
  "app/domain/lost.ts": `import { nothing } from "~/domain/nowhere"; export const n = nothing;`,
  "db/seeds/seed.ts": `import { act } from "~/commands/act.server"; export const seed = act;`,
  "db/draws.ts": `import { View } from "~/ui/view"; export const o = View;`,
  "db/leans.ts": `import { factory } from "#test/factory"; export const p = factory;`,
  "test/factory.ts": `import { seed } from "#db/seeds/seed"; export const factory = seed;`,
};

const forbidden = [
  "domain-arrows app/domain/reads-data.ts",
  "domain-without-node app/domain/uses-node.ts",
  "domain-is-pure app/domain/uses-react.ts",
  "data-arrows app/data/climbs.server.ts",
  "database-drivers-in-data-only app/commands/queries.server.ts",
  "ui-arrows app/ui/peeks.tsx",
  "ui-never-sees-the-server app/ui/peeks.tsx",
  "no-server-code-in-the-browser app/platform/open.ts",
  "platform-arrows app/platform/shows.server.ts",
  "no-route-imports-a-route app/routes/borrows.tsx",
  "who-uses-db app/routes/seeds.tsx",
  "cli-arrows app/cli/main.ts",
  "shell-arrows app/root.tsx",
  "no-cycles app/commands/ping.server.ts",
  "no-server-code-in-the-browser app/domain/reads-data.ts",
  "nothing-unresolved app/domain/lost.ts",
  "db-arrows db/draws.ts",
  "nothing-ships-tests db/leans.ts",
];

interface Verdict {
  readonly summary: { readonly violations: { from: string; rule: { name: string } }[] };
}

describe("the arrows between the rooms", () => {
  let directory: string;
  let found: string[];

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "xianban-rooms-"));
    for (const [path, text] of Object.entries(house)) {
      mkdirSync(join(directory, dirname(path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    cpSync(join(root, "tsconfig.json"), join(directory, "tsconfig.json"));
    cpSync(join(root, ".dependency-cruiser.cjs"), join(directory, ".dependency-cruiser.cjs"));
    symlinkSync(join(root, "node_modules"), join(directory, "node_modules"));
    const cruise = spawnSync(
      process.execPath,
      [
        join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
        ...["--config", ".dependency-cruiser.cjs", "--preserve-symlinks", "--no-cache"],
        ...["--output-type", "json", "app", "db", "test"],
      ],
      { cwd: directory, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
    );
    const verdict = JSON.parse(cruise.stdout) as Verdict;
    found = verdict.summary.violations.map(({ from, rule }) => `${rule.name} ${from}`);
  });
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it.each(forbidden)("refuses %s", (violation) => {
    expect(found).toContain(violation);
  });

  it("refuses nothing else: allowed arrows and types that refer to each other pass", () => {
    expect([...found].sort()).toEqual([...forbidden].sort());
  });
});
