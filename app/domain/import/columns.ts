import type { Rubric } from "~/domain/rubric/score";
import { refusal, type Refusal } from "~/domain/refusal";

/** What a file holds and how it is laid out. */
export const LAYOUTS = [
  "entries",
  "experts",
  "sheets_long",
  "sheets_wide",
  "sheets_matrix",
] as const;
export type Layout = (typeof LAYOUTS)[number];
export type ImportKind = "entries" | "experts" | "sheets";

export const isLayout = (text: string): text is Layout =>
  (LAYOUTS as readonly string[]).includes(text);

export function kindOf(layout: Layout): ImportKind {
  return layout === "entries" || layout === "experts" ? layout : "sheets";
}

/** What a column means; `criterion:<key>` holds the scores of one criterion. */
export type FixedRole =
  | "code"
  | "title"
  | "organisation"
  | "category"
  | "problem"
  | "measures"
  | "effect"
  | "department"
  | "lead"
  | "expert"
  | "employer"
  | "seat"
  | "criterion"
  | "score"
  | "comment"
  | "expert_scores";
export type ColumnRole = FixedRole | `criterion:${string}` | "";

/** One role for each column of the file, "" for a column that is left alone. */
export type Mapping = readonly ColumnRole[];

export interface RoleOffer {
  readonly role: Exclude<ColumnRole, "">;
  readonly required: boolean;
  /** May be given to several columns. */
  readonly many: boolean;
}

/** A column number is counted from 0; `row` is the number at the left edge in Excel, null for the file. */
export interface CellError {
  readonly row: number | null;
  readonly column: number | null;
  readonly refusal: Refusal;
}

export const cellError = (
  row: number | null,
  column: number | null,
  code: string,
  facts: Refusal["facts"] = {},
): CellError => ({ row, column, refusal: refusal(code, facts, 422) });

const HEADINGS: Readonly<Record<Exclude<FixedRole, "expert_scores">, readonly string[]>> = {
  code: ["项目编号", "编号", "项目代码", "参评编号", "code", "entrycode", "entry", "no"],
  title: ["项目名称", "项目", "名称", "课题名称", "参评项目", "title", "project"],
  organisation: [
    "单位",
    "医院",
    "申报单位",
    "推荐单位",
    "参评单位",
    "所属单位",
    "申报医院",
    "单位/医院",
    "organisation",
    "organization",
    "hospital",
  ],
  category: ["类别", "项目类别", "分类", "category"],
  problem: ["问题", "主要问题", "problem"],
  measures: ["措施", "主要措施", "measures"],
  effect: ["效果", "成效", "主要成效", "effect"],
  department: ["科室", "牵头科室", "负责科室", "department"],
  lead: ["负责人", "项目负责人", "lead"],
  expert: ["专家", "专家姓名", "评委", "评审专家", "评委姓名", "expert", "judge", "reviewer"],
  employer: ["专家单位", "工作单位", "评委单位", "专家所在单位", "employer", "affiliation"],
  seat: ["席位", "专家身份", "身份", "seat"],
  criterion: [
    "评分项",
    "评分指标",
    "指标",
    "评审指标",
    "评分标准",
    "评分项目",
    "criterion",
    "component",
  ],
  score: ["得分", "分数", "评分", "打分", "分值", "score", "mark"],
  comment: ["意见", "评语", "评审意见", "备注", "comment"],
};

/** Sums that people add to a sheet: figures, but no scores. */
const SUMS = [
  "合计",
  "总分",
  "平均",
  "平均分",
  "总计",
  "名次",
  "排名",
  "序号",
  "total",
  "mean",
  "rank",
  "sum",
];

/** How headings and names are compared: without spaces, signs and letter case. */
export function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s*:_"'“”]/g, "")
    .toLowerCase();
}

/** "问题精准（满分30分）" → "问题精准" */
const withoutRemark = (heading: string) =>
  plain(heading.normalize("NFKC").replace(/[([][^)\]]*[)\]]/g, ""));

export function offeredRoles(layout: Layout, rubric: Rubric | null): RoleOffer[] {
  const must = (role: RoleOffer["role"], many = false): RoleOffer => ({
    role,
    required: true,
    many,
  });
  const may = (role: RoleOffer["role"]): RoleOffer => ({ role, required: false, many: false });
  switch (layout) {
    case "entries":
      return [
        must("code"),
        must("title"),
        must("organisation"),
        ...(["category", "problem", "measures", "effect", "department", "lead"] as const).map(may),
      ];
    case "experts":
      return [must("expert"), may("employer"), may("seat")];
    case "sheets_long":
      return [
        must("code"),
        must("expert"),
        may("employer"),
        rubric?.criteria.length === 1 ? may("criterion") : must("criterion"),
        must("score"),
        may("comment"),
      ];
    case "sheets_wide":
      return [
        must("code"),
        must("expert"),
        may("employer"),
        ...(rubric?.criteria ?? []).map(({ key }) => must(`criterion:${key}`)),
        may("comment"),
      ];
    case "sheets_matrix":
      return [must("code"), may("criterion"), must("expert_scores", true)];
  }
}

/** What the headings say, for a person to confirm. Each single role is given once, to the first column. */
export function guessMapping(
  layout: Layout,
  headers: readonly string[],
  rubric: Rubric | null,
): ColumnRole[] {
  const offers = offeredRoles(layout, rubric);
  const given = new Set<string>();
  return headers.map((heading) => {
    const named = [plain(heading), withoutRemark(heading)];
    const found = offers.find(
      ({ role, many }) =>
        !many && !given.has(role) && namesOf(role, rubric).some((name) => named.includes(name)),
    );
    if (found) {
      given.add(found.role);
      return found.role;
    }
    const known = [...SUMS, ...Object.values(HEADINGS).flat()].map(plain);
    const free = heading.trim() !== "" && !named.some((name) => known.includes(name));
    return free && offers.some(({ role }) => role === "expert_scores") ? "expert_scores" : "";
  });
}

function namesOf(role: RoleOffer["role"], rubric: Rubric | null): string[] {
  if (role === "expert_scores") return [];
  if (role.startsWith("criterion:")) {
    const criterion = rubric?.criteria.find(({ key }) => role === `criterion:${key}`);
    return criterion
      ? [plain(criterion.name), withoutRemark(criterion.name), plain(criterion.key)]
      : [];
  }
  return HEADINGS[role as Exclude<FixedRole, "expert_scores">].map(plain);
}

/** Roles that are missing or given twice: nothing can be read until the columns are named. */
export function checkMapping(layout: Layout, mapping: Mapping, rubric: Rubric | null): CellError[] {
  const errors: CellError[] = [];
  for (const { role, required, many } of offeredRoles(layout, rubric)) {
    const columns = mapping.flatMap((given, column) => (given === role ? [column] : []));
    const facts = roleFacts(role, rubric);
    if (required && columns.length === 0)
      errors.push(cellError(null, null, "import_column_missing", facts));
    if (!many && columns.length > 1)
      errors.push(cellError(null, columns[1] ?? null, "import_column_twice", facts));
  }
  return errors;
}

function roleFacts(role: RoleOffer["role"], rubric: Rubric | null): Record<string, string> {
  const criterion = rubric?.criteria.find(({ key }) => role === `criterion:${key}`);
  return { column: criterion ? criterion.name : `imports:role.${role}` };
}

/** Only roles the layout knows, one for each column: what a form sent or an older file remembered. */
export function cleanMapping(
  layout: Layout,
  roles: readonly string[],
  columns: number,
  rubric: Rubric | null,
): ColumnRole[] {
  const known = new Set<string>(offeredRoles(layout, rubric).map(({ role }) => role));
  return Array.from({ length: columns }, (_, column) => {
    const role = roles[column] ?? "";
    return known.has(role) ? (role as ColumnRole) : "";
  });
}
