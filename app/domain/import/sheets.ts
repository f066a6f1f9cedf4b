import { parseScore, type Rubric } from "~/domain/rubric/score";
import { LONGEST_COMMENT } from "~/domain/scoring/sheet";
import { automaticRecusal } from "~/domain/scoring/recusal";
import { cellError, plain, type CellError } from "./columns";
import { ExpertIndex, type KnownMember } from "./experts";
import { isAbsent, saysRecused, type Mark } from "./marks";
import type { OrganisationIndex } from "./organisations";

export interface KnownEntry {
  readonly id: string;
  readonly organisationId: string | null;
  /** Experts may score it now. */
  readonly open: boolean;
}

/** What the round knows before the import; pairs are written "member entry", as `pair` does. */
export interface KnownRound {
  readonly rubric: Rubric;
  readonly policy: "employer" | "department";
  readonly affiliationsRecuse: boolean;
  /** By code. */
  readonly entries: ReadonlyMap<string, KnownEntry>;
  readonly members: readonly KnownMember[];
  readonly recused: ReadonlySet<string>;
  readonly scored: ReadonlySet<string>;
  readonly organisations: OrganisationIndex;
}

export const pair = (memberId: string, entryId: string) => `${memberId} ${entryId}`;

/** Someone of the file: a member of the panel, or (id null) one who joins it. */
export interface SheetExpert {
  readonly key: string;
  readonly memberId: string | null;
  readonly name: string;
  readonly employer: string;
  readonly employerId: string | null;
}

export interface PlannedSheet {
  readonly entryId: string;
  readonly expert: string;
  readonly scores: Readonly<Record<string, number>>;
  readonly comments: Readonly<Record<string, string>>;
}

export interface SheetPlan {
  readonly experts: readonly SheetExpert[];
  readonly sheets: readonly PlannedSheet[];
  /** Cells that say 回避: key of the expert and the entry. */
  readonly recusals: readonly { readonly expert: string; readonly entryId: string }[];
  readonly errors: readonly CellError[];
}

interface Draft {
  readonly row: number;
  readonly column: number | null;
  readonly entryId: string;
  readonly code: string;
  readonly expert: SheetExpert;
  readonly scores: Record<string, number>;
  readonly comments: Record<string, string>;
  readonly marked: Map<string, number>;
  wrong: boolean;
  recused: boolean;
  standsAside: boolean;
}

/**
 * What the score cells of a file come to: whole sheets only. An empty cell is absent; a score where the
 * expert is recused, or where there is a sheet already, is refused by row and cell.
 */
export function planSheets(marks: readonly Mark[], known: KnownRound): SheetPlan {
  const errors: CellError[] = [];
  const index = new ExpertIndex(
    known.members,
    (function* () {
      for (const { expert, employer } of marks) yield { name: expert, employer };
    })(),
  );
  const experts = new Map<string, SheetExpert | null>();
  const drafts = new Map<string, Draft>();
  const told = new Set<string>();
  const tellOnce = (row: number, column: number | null, code: string, facts = {}) => {
    const key = `${row} ${column ?? ""} ${code}`;
    if (told.has(key)) return;
    told.add(key);
    errors.push(cellError(row, column, code, facts));
  };

  for (const mark of marks) {
    const { row, column, criterion } = mark;
    const aside = saysRecused(mark.text);
    if (isAbsent(mark.text)) continue;
    const entry = known.entries.get(mark.code);
    if (mark.code === "")
      tellOnce(row, mark.codeColumn, "import_cell_missing", { column: "imports:role.code" });
    else if (!entry) tellOnce(row, mark.codeColumn, "import_entry_unknown", { code: mark.code });
    else if (!entry.open)
      tellOnce(row, mark.codeColumn, "import_entry_not_scored", { code: mark.code });
    const expert = expertOf(mark, index, known, experts, tellOnce);
    if (!entry?.open || !expert) continue;
    const key = pair(expert.key, entry.id);
    const draft = drafts.get(key) ?? newDraft(mark, entry, expert, known);
    drafts.set(key, draft);
    if (aside) {
      draft.standsAside = true;
      continue;
    }
    const before = draft.marked.get(criterion.key);
    if (before !== undefined) {
      const facts = {
        expert: expert.name,
        code: mark.code,
        criterion: criterion.name,
        row: before,
      };
      errors.push(cellError(row, column, "import_mark_twice", facts));
      draft.wrong = true;
      continue;
    }
    draft.marked.set(criterion.key, row);
    const score = parseScore(criterion, known.rubric.scale, mark.text);
    if (score.ok) draft.scores[criterion.key] = score.units;
    else {
      draft.wrong = true;
      errors.push({ row, column, refusal: score.refusal });
    }
    keepComment(draft, mark, errors);
  }
  const whole = [...drafts.values()].filter((draft) => isWhole(draft, known, errors));
  errors.sort((a, b) => (a.row ?? 0) - (b.row ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  return {
    experts: [...experts.values()].filter((expert) => expert !== null),
    sheets: whole
      .filter(({ standsAside }) => !standsAside)
      .map(({ entryId, expert, scores, comments }) => ({
        entryId,
        expert: expert.key,
        scores,
        comments,
      })),
    recusals: whole
      .filter(({ standsAside, recused }) => standsAside && !recused)
      .map(({ entryId, expert }) => ({ entryId, expert: expert.key })),
    errors,
  };
}

type Tell = (row: number, column: number | null, code: string, facts?: object) => void;

/** Each name is looked up once; a name that means nobody or several is told at its cell. */
function expertOf(
  { row, expert: name, employer, expertColumn, column }: Mark,
  index: ExpertIndex,
  known: KnownRound,
  experts: Map<string, SheetExpert | null>,
  tell: Tell,
): SheetExpert | null {
  const cell = expertColumn ?? column;
  if (name === "") {
    tell(row, cell, "import_cell_missing", { column: "imports:role.expert" });
    return null;
  }
  const found = index.recognise(name, employer);
  if ("ambiguous" in found) {
    tell(row, cell, "import_expert_ambiguous", { name, count: found.ambiguous });
    return null;
  }
  if ("member" in found) {
    const { member } = found;
    if (member.status !== "accepted") {
      tell(row, cell, "import_expert_not_seated", { name });
      return null;
    }
    const { id, employerName, employerId } = member;
    return keep(experts, {
      key: id,
      memberId: id,
      name: member.name,
      employer: employerName,
      employerId,
    });
  }
  const organisation = known.organisations.find(found.employer);
  return keep(experts, {
    key: `new:${plain(name)}|${plain(found.employer)}`,
    memberId: null,
    name,
    employer: organisation?.name ?? found.employer,
    employerId: organisation?.id ?? null,
  });
}

function keep(experts: Map<string, SheetExpert | null>, expert: SheetExpert): SheetExpert {
  const before = experts.get(expert.key);
  if (before) return before;
  experts.set(expert.key, expert);
  return expert;
}

function newDraft(mark: Mark, entry: KnownEntry, expert: SheetExpert, known: KnownRound): Draft {
  return {
    row: mark.row,
    column: mark.column,
    entryId: entry.id,
    code: mark.code,
    expert,
    scores: {},
    comments: {},
    marked: new Map(),
    wrong: false,
    recused: isRecused(entry, expert, known),
    standsAside: false,
  };
}

/** Of a member the round has decided it; of a newcomer the employer decides, as it will after joining. */
function isRecused(entry: KnownEntry, expert: SheetExpert, known: KnownRound): boolean {
  if (expert.memberId !== null) return known.recused.has(pair(expert.memberId, entry.id));
  const found = automaticRecusal({
    policy: known.policy,
    affiliationsRecuse: known.affiliationsRecuse,
    expert: {
      employerId: expert.employerId,
      affiliationIds: [],
      departmentId: null,
      personId: null,
    },
    entry: { organisationId: entry.organisationId, departmentIds: [], personIds: [] },
  });
  return found !== null;
}

function keepComment(draft: Draft, mark: Mark, errors: CellError[]): void {
  if (mark.comment === "") return;
  const key = mark.commentOf === "sheet" ? "" : mark.criterion.key;
  if (draft.comments[key] !== undefined) return;
  if (mark.comment.length > LONGEST_COMMENT) {
    draft.wrong = true;
    errors.push(cellError(mark.row, null, "import_cell_too_long", { limit: LONGEST_COMMENT }));
  }
  draft.comments[key] = mark.comment;
}

function isWhole(draft: Draft, known: KnownRound, errors: CellError[]): boolean {
  const { row, column, expert, code } = draft;
  const facts = { expert: expert.name, code };
  const refused = (reason: string, more = {}): boolean => {
    errors.push(cellError(row, column, reason, { ...facts, ...more }));
    return false;
  };
  if (draft.standsAside && draft.marked.size > 0) return refused("import_recused_and_scored");
  if (draft.standsAside) return true;
  if (draft.recused) return refused("import_cell_recused");
  if (expert.memberId !== null && known.scored.has(pair(expert.memberId, draft.entryId)))
    return refused("import_sheet_present");
  if (draft.wrong) return false;
  const missing = known.rubric.criteria.filter(({ key }) => draft.scores[key] === undefined);
  return missing.length === 0
    ? true
    : refused("import_sheet_incomplete", { missing: missing.map(({ name }) => name).join(" / ") });
}
