import { rmSync } from "node:fs";
import { migrate, openDatabase, type Database } from "~/data/connection.server";
import { newId } from "~/data/ids.server";
import { loadRound } from "~/data/rounds.server";
import { insertMany } from "~/data/rows.server";
import { insertImportedSheets, type ImportedSheet } from "~/data/sheets.server";
import { fixStanding, revealStanding } from "~/data/standings.server";
import type { Actor } from "~/domain/people";
import { defaultOptions, WORKFLOW_VERSION } from "~/domain/lifecycle";
import { migrationSource } from "#db/migrations/index";
import { makeActor, makeOrganisation, makeSession, NOW } from "#test/factories";

/** Entries × experts, and how many sheets each entry gets (HotCRP's sets of PERFORMANCE). */
export const SIZES = {
  S: { entries: 66, experts: 20, sheets: 20 },
  M: { entries: 1_000, experts: 60, sheets: 5 },
  L: { entries: 10_000, experts: 500, sheets: 5 },
  XL: { entries: 100_000, experts: 20, sheets: 20 },
} as const;
export type Size = keyof typeof SIZES;

export const RUBRIC = {
  scale: 10,
  criteria: [
    ["problem", 300],
    ["measures", 300],
    ["effect", 400],
  ].map(([key, maximum]) => ({
    key,
    name: key,
    weight: "1",
    maximum,
    step: 5,
    anchors: [],
    comment: "optional",
  })),
};

export const RULE = {
  aggregation: "trimmed:1",
  minimumSheets: 3,
  ties: [{ by: "untrimmed_mean" }],
  tiers: { basis: "overall", list: [{ key: "first", name: "1", quota: 3 }] },
  groups: { entriesRequired: null, incomplete: "after_complete" },
};

export interface BenchWorld {
  db: Database;
  path: string;
  organiser: Actor;
  organiserToken: string;
  /** A cycle whose standing is revealed. */
  cycleId: string;
  roundId: string;
  entryIds: string[];
  /** A round of the same size that is open, with nothing scored, and its experts' sessions. */
  open: { roundId: string; entryIds: string[]; experts: { actor: Actor; token: string }[] };
  close(): Promise<void>;
}

/** A small repeatable generator (mulberry32), so that two runs measure the same rows. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const COMMENT = "建议补充老年患者的使用率与长期数据，说明责任到人的安排。".repeat(7); // about 600 bytes

export async function buildWorld(path: string, size: Size, now: string): Promise<BenchWorld> {
  for (const tail of ["", "-wal", "-shm"]) rmSync(path + tail, { force: true });
  await migrate({ kind: "sqlite", path }, migrationSource);
  const db = openDatabase({ kind: "sqlite", path });
  const { entries: count, experts: panel, sheets } = SIZES[size];
  const centre = await makeOrganisation(db, { kind: "centre", name: "示范中心" });
  const hospitals = [];
  for (let n = 0; n < 22; n += 1)
    hospitals.push(
      await makeOrganisation(db, {
        kind: "hospital",
        name: `示范第${n + 1}医院`,
        parentId: centre.id,
      }),
    );
  const outside = await makeOrganisation(db, { kind: "external", name: "示范外部单位" });
  const organiser = await makeActor(db, { organisationId: centre.id, role: "centre_officer" });
  const experts: Actor[] = [];
  for (let n = 0; n < panel; n += 1)
    experts.push(
      await makeActor(db, {
        organisationId: outside.id,
        role: "expert",
        name: `专家${n + 1}`,
        scope: { kind: "installation", id: "" },
      }),
    );
  const revealed = await buildRound(db, {
    centre,
    hospitals,
    experts,
    count,
    state: "closed",
    now,
  });
  const next = random(7);
  await db.write.transaction(async (tx) => {
    const round = await loadRound(tx, revealed.roundId);
    if (!round) throw new Error("the round is missing");
    let batch: ImportedSheet[] = [];
    const flush = async () => {
      await insertImportedSheets(tx, round, batch, organiser.personId, now);
      batch = [];
    };
    for (const [index, entryId] of revealed.entryIds.entries()) {
      for (let n = 0; n < sheets; n += 1) {
        const panelMemberId = revealed.memberIds[(index * sheets + n) % panel] ?? "";
        const at = (max: number) => Math.round((max * (0.75 + 0.25 * next())) / 5) * 5;
        batch.push({
          entryId,
          panelMemberId,
          scores: { problem: at(300), measures: at(300), effect: at(400) },
          comments: { "": COMMENT },
        });
      }
      if (batch.length >= 2_000) await flush();
    }
    await flush();
    await tx("sheets").where({ roundId: round.id }).update({ state: "sealed", sealedAt: now });
    await fixStanding(tx, round, { frozenBy: organiser.personId, witnessId: null }, now);
    await tx("rounds").where({ id: round.id }).update({ state: "revealed" });
    await revealStanding(tx, round.id, now);
  });
  const open = await buildRound(db, {
    centre,
    hospitals,
    experts,
    count: Math.min(count, 1_000),
    state: "open",
    now,
  });
  const sessions = [];
  for (const actor of experts.slice(0, 20))
    sessions.push({ actor, token: await makeSession(db, actor, now) });
  const organiserToken = await makeSession(db, organiser, now);
  return {
    db,
    path,
    organiser,
    organiserToken,
    cycleId: revealed.cycleId,
    roundId: revealed.roundId,
    entryIds: revealed.entryIds,
    open: { roundId: open.roundId, entryIds: open.entryIds, experts: sessions },
    close: () => db.close(),
  };
}

async function buildRound(
  db: Database,
  {
    centre,
    hospitals,
    experts,
    count,
    state,
    now,
  }: {
    centre: { id: string };
    hospitals: { id: string; name: string }[];
    experts: Actor[];
    count: number;
    state: "open" | "closed";
    now: string;
  },
) {
  const cycleId = newId();
  const roundId = newId();
  const rubricId = newId();
  const entryIds: string[] = [];
  const memberIds = experts.map(() => newId());
  await db.write.transaction(async (tx) => {
    await tx("cycles").insert({
      id: cycleId,
      kind: "municipal",
      organisationId: centre.id,
      year: 2023,
      name: `评测 ${state}`,
      state: state === "open" ? "running" : "published",
      stateSince: now,
      workflowVersion: WORKFLOW_VERSION,
      options: JSON.stringify({ ...defaultOptions, defence: false }),
      createdAt: now,
    });
    await tx("rubrics").insert({
      id: rubricId,
      cycleId,
      roundKind: "municipal",
      version: 1,
      name: "评分标准",
      body: JSON.stringify(RUBRIC),
      createdAt: now,
    });
    await tx("rounds").insert({
      id: roundId,
      cycleId,
      kind: "municipal",
      name: "集中评审",
      state,
      stateSince: now,
      rubricId,
      rule: JSON.stringify(RULE),
      recusalPolicy: "employer",
      createdAt: NOW,
    });
    const rows = [];
    for (let n = 0; n < count; n += 1) {
      const id = newId();
      entryIds.push(id);
      const hospital = hospitals[n % hospitals.length];
      const code = `M2023-${String(n + 1).padStart(6, "0")}`;
      rows.push({
        id,
        cycleId,
        roundId,
        code,
        title: `优化流程项目 ${n + 1}`,
        organisationId: hospital?.id ?? null,
        organisationName: hospital?.name ?? "",
        category: ["service", "staff", "logistics"][n % 3] ?? "service",
        state: state === "open" ? "scheduled" : "scored",
        stateSince: now,
        snapshot: JSON.stringify({ summary: "问题、措施与效果。" }),
        position: n + 1,
        sheetsSubmitted: 0,
        sortKey: code,
        searchText: `${code} 优化流程项目`.toLowerCase(),
        createdAt: now,
        updatedAt: now,
      });
    }
    await insertMany(tx, "entries", rows);
    await insertMany(
      tx,
      "panelMembers",
      experts.map((expert, n) => ({
        id: memberIds[n],
        roundId,
        personId: expert.personId,
        name: expert.name,
        employerId: expert.organisationId,
        employerName: "示范外部单位",
        seat: "member",
        status: "accepted",
        invitedAt: now,
        answeredAt: now,
        position: n,
      })),
    );
  });
  return { cycleId, roundId, entryIds, memberIds };
}
