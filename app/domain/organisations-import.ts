import { DEPARTMENT_CATEGORIES, PARENTS, type DepartmentCategory } from "./organisations";
import { ORGANISATION_KINDS, type OrganisationKind } from "./people";
import type { KnownOrganisation } from "./people-import";
import {
  readColumns,
  Seen,
  type CellError,
  type ImportColumn,
  type ImportPlan,
  type PlannedRow,
  type Table,
} from "./table-import";

export type OrganisationColumn = "kind" | "name" | "parent" | "category" | "shortName" | "code";

export const ORGANISATION_COLUMNS: readonly ImportColumn<OrganisationColumn>[] = [
  { key: "kind", names: ["类型", "机构类型", "Kind"], required: true },
  { key: "name", names: ["名称", "机构名称", "单位名称", "Name"], required: true },
  { key: "parent", names: ["上级", "上级机构", "所属单位", "所属医院", "Parent"] },
  { key: "category", names: ["科室类别", "类别", "Category"] },
  { key: "shortName", names: ["简称", "Short name"] },
  { key: "code", names: ["代码", "编码", "机构代码", "Code"] },
];

const KIND_WORDS: Readonly<Record<OrganisationKind, readonly string[]>> = {
  centre: ["医院管理中心", "医管中心", "中心", "hospital centre"],
  hospital: ["医院"],
  department: ["科室", "部门"],
  branch: ["党支部", "支部", "party branch"],
  external: ["外部单位", "院外单位", "outside body"],
};

const CATEGORY_WORDS: Readonly<Record<DepartmentCategory, readonly string[]>> = {
  clinical: ["临床科室", "临床"],
  medical_technical: ["医技科室", "医技", "medical-technical"],
  functional: ["职能部门", "职能科室", "职能", "行政"],
};

export interface OrganisationValues {
  readonly kind: OrganisationKind;
  readonly name: string;
  /** Of an organisation that exists; "" where `parentRow` or nothing stands above. */
  readonly parentId: string;
  /** The row of this file that stands above. */
  readonly parentRow: number | null;
  readonly category: DepartmentCategory | "";
  readonly shortName: string;
  readonly code: string;
}

export interface KnownOrganisationWithCategory extends KnownOrganisation {
  readonly category: string;
}

interface Above {
  id: string;
  row: number | null;
  kind: OrganisationKind;
  name: string;
}

function wordFor<Key extends string>(
  text: string,
  keys: readonly Key[],
  words: Readonly<Record<Key, readonly string[]>>,
): Key | null {
  const said = text.toLowerCase();
  return keys.find((key) => key === said || words[key].includes(said)) ?? null;
}

/**
 * What an import of organisations would do, row by row. One is known by kind, name and what it stands
 * under, which may be a row of the same file; blank cells never erase what is there.
 */
export function planOrganisations(
  table: Table,
  known: readonly KnownOrganisationWithCategory[],
): ImportPlan<OrganisationValues> {
  const { missing, rows } = readColumns(table, ORGANISATION_COLUMNS);
  if (missing.length > 0) return { errors: missing, rows: [] };
  const above: Above[] = known.map(({ id, kind, name }) => ({ id, row: null, kind, name }));
  for (const { row, cells } of rows) {
    const kind = wordFor(cells.kind, ORGANISATION_KINDS, KIND_WORDS);
    const isKnown = known.some((one) => one.kind === kind && one.name === cells.name);
    if (
      kind &&
      cells.name &&
      !isKnown &&
      !above.some((a) => a.kind === kind && a.name === cells.name)
    )
      above.push({ id: "", row, kind, name: cells.name });
  }
  const seen = new Seen();
  const errors: CellError[] = [];
  const planned: PlannedRow<OrganisationValues>[] = [];
  for (const { row, cells } of rows) {
    const before = errors.length;
    const wrong = (column: OrganisationColumn, code: string, facts: CellError["facts"] = {}) =>
      errors.push({ row, column, code, facts });
    const kind = wordFor(cells.kind, ORGANISATION_KINDS, KIND_WORDS);
    if (!kind) wrong("kind", cells.kind ? "kind_unknown" : "required", { value: cells.kind });
    if (cells.name.length < 2) wrong("name", cells.name ? "too_short" : "required", { min: 2 });
    if (cells.name.length > 100) wrong("name", "too_long", { max: 100 });
    for (const key of ["shortName", "code"] as const)
      if (cells[key].length > 40) wrong(key, "too_long", { max: 40 });
    const category = wordFor(cells.category, DEPARTMENT_CATEGORIES, CATEGORY_WORDS);
    if (cells.category && !category)
      wrong("category", "category_unknown", { value: cells.category });
    if (kind === "department" && !cells.category) wrong("category", "required");
    const parent = kind ? findParent(kind, cells.parent, above, wrong) : null;
    if (!kind || errors.length > before) continue;

    const place = parent ? `${parent.id}/${parent.row ?? ""}` : "";
    const twin = seen.note(`${kind} ${place} ${cells.name}`, row);
    if (twin !== null) {
      wrong("name", "repeated", { other: twin });
      continue;
    }
    const existing =
      parent?.row == null
        ? known.find(
            (one) =>
              one.kind === kind &&
              one.name === cells.name &&
              (one.parentId ?? "") === (parent?.id ?? ""),
          )
        : undefined;
    const values: OrganisationValues = {
      kind,
      name: cells.name,
      parentId: parent?.id ?? "",
      parentRow: parent?.row ?? null,
      category: kind === "department" ? (category ?? "") : "",
      shortName: cells.shortName || (existing?.shortName ?? ""),
      code: cells.code || (existing?.code ?? ""),
    };
    const same =
      existing?.shortName === values.shortName &&
      existing.code === values.code &&
      existing.category === values.category;
    planned.push({
      row,
      id: existing?.id ?? null,
      fate: existing ? (same ? "present" : "changed") : "new",
      values,
    });
  }
  return { errors, rows: planned };
}

function findParent(
  kind: OrganisationKind,
  text: string,
  above: readonly Above[],
  wrong: (column: OrganisationColumn, code: string, facts?: CellError["facts"]) => void,
): Above | null {
  const allowed = PARENTS[kind];
  if (text === "") {
    // A hospital belongs to the centre of the installation, where there is one.
    const centres = kind === "hospital" ? above.filter((one) => one.kind === "centre") : [];
    if (!allowed.includes(null)) wrong("parent", "required");
    return centres.length === 1 ? (centres[0] ?? null) : null;
  }
  const named = above.filter((one) => one.name === text);
  const fitting = named.filter((one) => allowed.includes(one.kind));
  const [parent] = fitting;
  if (!parent || fitting.length > 1) {
    const code = parent
      ? "organisation_ambiguous"
      : named.length > 0
        ? "parent_kind"
        : "parent_unknown";
    wrong("parent", code, { value: text });
    return null;
  }
  return parent;
}
