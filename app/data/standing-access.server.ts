import type { Knex } from "knex";
import { isAdminRole, type Actor, type Role } from "~/domain/people";
import { can } from "~/domain/permissions";
import { refuse } from "~/domain/refusal";
import type { Category } from "~/domain/cycle";
import type { Standing, StandingRow } from "~/domain/standing/types";
import type { Queryable } from "./connection.server";
import { cycleSubject, findCycle, type Cycle } from "./cycles.server";
import { loadStanding, type StandingRecord } from "./standings.server";

const ORGANISERS: readonly Role[] = ["office", "centre_officer"];
/** Who decides on a hospital's own standing: it lies before them as soon as it is revealed. */
const DECIDERS: readonly Role[] = ["secretary", "committee_member", "clerk", "leader_in_charge"];
const SCORERS: readonly Role[] = ["expert", "panel_chair"];

/**
 * Standings (alias `s`, their round `r`, their cycle `c`) that the acting role may read. Nobody before
 * the reveal; from then on the organiser and the witness, and in a hospital's own cycle those who decide;
 * once published the people of the hospitals that take part, and the appraiser. Never an administrator,
 * never an expert. Only what counts: the round's present generation.
 */
export function visibleStandings(actor: Actor) {
  const { role, hospitalId } = actor;
  const own = [...actor.organisationIds];
  return (where: Knex.QueryBuilder): void => {
    void where.whereNotNull("s.revealedAt").where({ "r.state": "revealed" });
    void where.whereRaw("s.generation = r.generation");
    void where.andWhere((reader) => {
      if (isAdminRole(role) || SCORERS.includes(role)) {
        void reader.whereRaw("1 = 0");
        return;
      }
      if (role === "appraiser") {
        void reader.whereNotNull("s.publishedAt").whereIn("c.organisationId", own);
        return;
      }
      void reader.whereRaw("1 = 0");
      if (ORGANISERS.includes(role) || role === "witness")
        void reader.orWhereIn("c.organisationId", own);
      if (role === "witness") void reader.orWhereIn("c.id", cyclesNamed(actor));
      if (hospitalId === null) return;
      if (DECIDERS.includes(role))
        void reader.orWhere({ "c.kind": "hospital", "c.organisationId": hospitalId });
      void reader.orWhere((published) => {
        void published.whereNotNull("s.publishedAt").andWhere((part) => {
          void part.where({ "c.kind": "hospital", "c.organisationId": hospitalId });
          void part.orWhereExists((taking) => {
            void taking
              .from("cycleParticipants as vp")
              .where({ "vp.organisationId": hospitalId })
              .whereRaw("vp.cycle_id = c.id");
          });
        });
      });
    });
  };
}

const cyclesNamed = ({ scopes }: Actor) =>
  scopes.filter((scope) => scope.kind === "cycle").map(({ id }) => id);

export interface StandingRound {
  roundId: string;
  roundName: string;
  standingId: string;
}

export interface StandingAccess {
  readonly cycle: Cycle;
  /** Rounds with a standing that the actor may read, the latest first. */
  readonly rounds: readonly StandingRound[];
  /** Null: nothing to be read (yet). */
  readonly record: StandingRecord | null;
  readonly round: StandingRound | null;
  readonly isOrganiser: boolean;
  readonly isWitness: boolean;
}

/** What of a cycle's standings the actor may read now. Refuses 404 for a cycle out of sight. */
export async function openStandings(
  db: Queryable,
  actor: Actor,
  cycleId: string,
  roundId: string,
): Promise<StandingAccess> {
  const cycle = await findCycle(db, actor, cycleId);
  const found = (await db("standings as s")
    .join("rounds as r", "r.id", "s.roundId")
    .join("cycles as c", "c.id", "s.cycleId")
    .where({ "s.cycleId": cycleId })
    .andWhere(visibleStandings(actor))
    .orderBy("r.createdAt", "desc")
    .orderBy("r.id")
    .orderBy("s.version", "desc")
    .select("r.id as roundId", "r.name as roundName", "s.id as standingId")) as StandingRound[];
  const rounds = found.filter(
    (one, index) => found.findIndex(({ roundId: id }) => id === one.roundId) === index,
  );
  const round = rounds.find((one) => one.roundId === roundId) ?? rounds[0] ?? null;
  const record = round
    ? ((await db("standings")
        .where({ id: round.standingId })
        .first(
          "id",
          "cycleId",
          "roundId",
          "version",
          "generation",
          "digest",
          "frozenBy",
          "witnessId",
          "computedAt",
          "revealedAt",
          "publishedAt",
        )) as StandingRecord)
    : null;
  const runs = can(actor, "standing.read", { organiserId: cycleSubject(cycle).organiserId }) === null;
  const named = actor.role === "witness" && cyclesNamed(actor).includes(cycleId);
  return {
    cycle,
    rounds,
    record,
    round,
    isOrganiser: runs && ORGANISERS.includes(actor.role),
    isWitness: (runs || named) && actor.role === "witness",
  };
}

export type ReadableStanding = StandingAccess & { record: StandingRecord; round: StandingRound };

/** The same for exports and explanations. Refuses 403 standing_not_revealed, standing_not_published. */
export async function readStanding(
  db: Queryable,
  actor: Actor,
  cycleId: string,
  roundId: string,
): Promise<ReadableStanding> {
  const access = await openStandings(db, actor, cycleId, roundId);
  const { record, round } = access;
  if (!record || !round) return refuse(closedBecause(access), {}, 403);
  if (roundId !== "" && round.roundId !== roundId) refuse("not_found", {}, 404);
  return { ...access, record, round };
}

/** Participants learn of no reveal before the publication. */
export function closedBecause({ isOrganiser, isWitness }: StandingAccess): string {
  return isOrganiser || isWitness ? "standing_not_revealed" : "standing_not_published";
}

export interface ParsedStanding {
  readonly standing: Standing;
  readonly rowOf: ReadonlyMap<string, StandingRow>;
}

/** A frozen standing never changes, so the last ones read are kept parsed: 100,000 rows take a second. */
const parsed = new Map<string, ParsedStanding>();
const KEPT = 2;

/** Callers have checked that their reader may see it. */
export async function parsedStanding(db: Queryable, id: string): Promise<ParsedStanding> {
  const kept = parsed.get(id);
  if (kept) return kept;
  const found = (await loadStanding(db, id)) ?? refuse("not_found", {}, 404);
  const { standing } = found;
  const rowOf = new Map(standing.entries.map((row) => [row.id, row]));
  parsed.set(id, { standing, rowOf });
  for (const oldest of [...parsed.keys()].slice(0, -KEPT)) parsed.delete(oldest);
  return { standing, rowOf };
}

export function nameOfCategory(categories: readonly Category[], key: string): string {
  return categories.find((one) => one.key === key)?.name ?? key;
}

export function tierNames({ rule }: Pick<Standing, "rule">): Map<string, string> {
  return new Map(rule.tiers.list.map(({ key, name }) => [key, name]));
}
