import { verifyChains } from "~/data/sheet-chain.server";
import { rubricSchema } from "~/domain/rubric/rubric";
import type { Rubric } from "~/domain/rubric/score";
import { standingRuleSchema } from "~/domain/standing/rule";
import { never, select, type Invariant } from "./invariant";

interface ScoredSheet {
  id: string;
  state: string;
  scores: string;
  rubric: string;
}

/** Whether the scores are units of the rubric, complete where the sheet was handed in. */
function fits(scores: Record<string, number | null>, rubric: Rubric, complete: boolean): boolean {
  const known = new Map(rubric.criteria.map((criterion) => [criterion.key, criterion]));
  if (Object.keys(scores).some((key) => !known.has(key))) return false;
  return rubric.criteria.every(({ key, maximum, step }) => {
    const units = scores[key];
    if (units === null || units === undefined) return !complete;
    return Number.isInteger(units) && units >= 0 && units <= maximum && units % step === 0;
  });
}

export const reviewInvariants: readonly Invariant[] = [
  {
    name: "sheet_chains_verify",
    says: "Every sheet is what its chain of events says, and no event was changed.",
    async find(db) {
      return (await verifyChains(db)).map(
        ({ sheetId, seq, fault }) => `${sheetId} #${seq} ${fault}`,
      );
    },
  },
  never(
    "recused_sheets_do_not_count",
    "No sheet counts of an expert who is recused from the entry.",
    `select s.id from sheets s join recusals x
       on x.panel_member_id = s.panel_member_id and x.entry_id = s.entry_id
     where x.dismissed_at is null and s.is_late = 0 and s.state in ('submitted', 'sealed')`,
  ),
  never(
    "organisers_do_not_score",
    "Who administers a round does not sit on its panel.",
    `select m.id from panel_members m join rounds r on r.id = m.round_id
       join cycles c on c.id = r.cycle_id
     where m.status = 'accepted' and m.person_id is not null and (
       exists (select 1 from events e where e.subject_kind = 'round' and e.subject_id = r.id
         and e.actor_id = m.person_id and e.actor_role in ('office', 'centre_officer'))
       or (r.state in ('open', 'closed') and exists (select 1 from role_grants g
         where g.person_id = m.person_id and g.role in ('office', 'centre_officer')
           and g.revoked_at is null and g.valid_from <= substr(r.state_since, 1, 10)
           and (g.valid_until is null or g.valid_until >= substr(r.state_since, 1, 10))
           and g.scope_id in (c.organisation_id, c.id))))`,
  ),
  never(
    "sheets_by_the_panel",
    "A sheet is by a member of its round's own panel, on an entry of the round's cycle.",
    `select s.id from sheets s join panel_members m on m.id = s.panel_member_id
       join entries e on e.id = s.entry_id join rounds r on r.id = s.round_id
     where m.round_id <> s.round_id or e.cycle_id <> r.cycle_id or s.generation > r.generation`,
  ),
  never(
    "recusals_within_a_round",
    "A recusal ties a member of a panel to an entry of the same cycle.",
    `select x.id from recusals x join panel_members m on m.id = x.panel_member_id
       join entries e on e.id = x.entry_id join rounds r on r.id = x.round_id
     where m.round_id <> x.round_id or e.cycle_id <> r.cycle_id`,
  ),
  never(
    "sheets_counted",
    "An entry knows how many sheets count that were handed in on it.",
    `select e.id from entries e join rounds r on r.id = e.round_id
       left join (select entry_id, generation, count(*) as n from sheets
         where is_late = 0 and state in ('submitted', 'sealed') group by entry_id, generation) s
       on s.entry_id = e.id and s.generation = r.generation
     where e.sheets_submitted <> coalesce(s.n, 0)`,
  ),
  never(
    "closed_rounds_are_sealed",
    "From the closing on, every sheet that counts is sealed.",
    `select s.id from sheets s join rounds r on r.id = s.round_id
     where r.state in ('closed', 'frozen', 'revealed') and s.generation = r.generation
       and s.is_late = 0 and s.state = 'submitted'`,
  ),
  never(
    "rubrics_frozen_by_scores",
    "A rubric is frozen by the first sheet saved on it.",
    `select b.id from rubrics b where b.frozen_at is null and exists (
       select 1 from rounds r join sheets s on s.round_id = r.id where r.rubric_id = b.id)`,
  ),
  never(
    "rounds_use_rubrics_of_their_cycle",
    "A round scores by a rubric of its own cycle.",
    `select r.id from rounds r join rubrics b on b.id = r.rubric_id where b.cycle_id <> r.cycle_id`,
  ),
  {
    name: "scores_within_the_rubric",
    says: "Scores keep to the rubric's criteria, maximum and step; a sheet handed in has them all.",
    async find(db) {
      const rows = await select<ScoredSheet>(
        db,
        `select s.id, s.state, s.scores, b.body as rubric from sheets s
           join rounds r on r.id = s.round_id join rubrics b on b.id = r.rubric_id`,
      );
      return rows
        .filter(
          ({ state, scores, rubric }) =>
            !fits(
              JSON.parse(scores) as Record<string, number | null>,
              JSON.parse(rubric) as Rubric,
              state === "submitted" || state === "sealed",
            ),
        )
        .map(({ id }) => id);
    },
  },
  {
    name: "rubrics_and_rules_readable",
    says: "Rubrics and standing rules can be read by this version.",
    async find(db) {
      const rubrics = await select<{ id: string; body: string }>(
        db,
        "select id, body from rubrics",
      );
      const rules = await select<{ id: string; rule: string }>(db, "select id, rule from rounds");
      return [
        ...rubrics.filter(({ body }) => !rubricSchema.safeParse(JSON.parse(body)).success),
        ...rules.filter(({ rule }) => !standingRuleSchema.safeParse(JSON.parse(rule)).success),
      ].map(({ id }) => id);
    },
  },
];
