import type { Database } from "~/data/connection.server";
import { grantsOf } from "~/data/grants.server";
import { organisationsBelow } from "~/data/sessions.server";
import type { Actor, Role } from "~/domain/people";
import { addDays, addWorkingDays, shanghaiDate, type WorkCalendar } from "~/domain/working-days";
import { setClock } from "~/platform/clock.server";
import type { Context } from "~/platform/context";
import type { Random } from "./random";
import type { World } from "./world";

interface PersonRow {
  name: string;
  organisationId: string;
  hospitalId: string | null;
}

/** Somebody's hand at the moment a step is played. */
export type Hand = (who: string, role: Role) => Promise<Context>;
type Step = (hand: Hand, now: string) => Promise<unknown>;

/**
 * Where the demo's plot is played: steps are written down in any order and carried out in that of their
 * times, each with the clock moved there, by the product's own commands. So histories, snapshots and
 * chains are real, and the audit log reads like one.
 */
export class Stage {
  readonly #steps: { at: string; order: number; step: Step }[] = [];

  constructor(
    readonly db: Database,
    readonly world: World,
    readonly random: Random,
    readonly calendar: WorkCalendar,
    /** The instant of the generation: nothing lies after it. */
    readonly end: string,
  ) {}

  get today(): string {
    return shanghaiDate(this.end);
  }

  /** The day so many days from today; negative ones are past. */
  day(offset: number): string {
    return addDays(this.today, offset);
  }

  /** The n-th working day after today. */
  workingDay(n: number): string {
    return addWorkingDays(this.today, n, this.calendar);
  }

  /** `time` in Shanghai on a day, or so many days from today. */
  at(day: number | string, time: string): string {
    const date = typeof day === "number" ? this.day(day) : day;
    return new Date(`${date}T${time.length === 5 ? `${time}:00` : time}+08:00`).toISOString();
  }

  plan(at: string, step: Step): void {
    if (at > this.end) throw new RangeError(`the plot reaches into the future: ${at}`);
    this.#steps.push({ at, order: this.#steps.length, step });
  }

  organisation(key: string): string {
    const id = this.world.organisations.get(key);
    if (id === undefined) throw new RangeError(`the demo has no organisation "${key}"`);
    return id;
  }

  person(key: string): string {
    const id = this.world.people.get(key);
    if (id === undefined) throw new RangeError(`the demo has nobody called "${key}"`);
    return id;
  }

  async play(): Promise<void> {
    const inOrder = [...this.#steps].sort((a, b) =>
      a.at === b.at ? a.order - b.order : a.at < b.at ? -1 : 1,
    );
    try {
      for (const { at, step } of inOrder) {
        setClock(at);
        await step((who, role) => this.#hand(who, role, at), at);
      }
    } finally {
      setClock(null);
    }
  }

  async #hand(who: string, role: Role, now: string): Promise<Context> {
    return {
      db: this.db,
      actor: await this.#actor(this.person(who), role, now),
      now,
      requestId: "demo",
    };
  }

  /** The person in this role, as a session would find them that day. */
  async #actor(personId: string, role: Role, now: string): Promise<Actor> {
    const { read } = this.db;
    const person = (await read("people")
      .where({ id: personId })
      .first("name", "organisationId", "hospitalId")) as PersonRow;
    const grants = await grantsOf(read, personId, now);
    const acting = grants.find((grant) => grant.role === role);
    if (!acting) throw new RangeError(`${person.name} does not act as ${role} on ${now}`);
    const asScope = (grant: (typeof grants)[number]) => ({
      kind: grant.scopeKind,
      id: grant.scopeId,
    });
    const scopes = grants.filter((grant) => grant.role === role).map(asScope);
    return {
      personId,
      ...person,
      role,
      grantId: acting.id,
      scopes,
      organisationIds: await organisationsBelow(read, scopes),
      grants: grants.map((grant) => ({
        id: grant.id,
        role: grant.role,
        scope: asScope(grant),
        scopeName: grant.scopeName,
      })),
      locale: "zh-CN",
      mustChangePassword: false,
    };
  }
}
