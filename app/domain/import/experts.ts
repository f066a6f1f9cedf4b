import type { Table } from "~/domain/table-import";
import { cellError, plain, type CellError, type Mapping } from "./columns";
import { cellReader } from "./entries";
import type { OrganisationIndex } from "./organisations";

/** Somebody on the panel of the round. */
export interface KnownMember {
  readonly id: string;
  readonly name: string;
  readonly employerName: string;
  readonly employerId: string | null;
  readonly status: string;
}

export interface ImportedExpert {
  readonly row: number;
  readonly name: string;
  readonly employer: string;
  /** Null: unknown, and so never a reason to recuse. */
  readonly employerId: string | null;
  readonly seat: "member" | "reserve" | "chair";
}

const SEATS: Readonly<Record<string, ImportedExpert["seat"]>> = {
  "": "member",
  专家: "member",
  评委: "member",
  成员: "member",
  member: "member",
  候补: "reserve",
  候补专家: "reserve",
  reserve: "reserve",
  组长: "chair",
  专家组长: "chair",
  chair: "chair",
};

export type Recognition =
  { readonly member: KnownMember } | { readonly ambiguous: number } | { readonly employer: string };

/**
 * Who a name in a file means. With an employer: that person. Without: the only one of that name, on
 * the panel or in the file; several of one name cannot be told apart.
 */
export class ExpertIndex {
  readonly #members = new Map<string, KnownMember[]>();
  readonly #employers = new Map<string, Map<string, string>>();

  constructor(
    members: readonly KnownMember[],
    fromFile: Iterable<{ name: string; employer: string }>,
  ) {
    for (const member of members) {
      const own = this.#members.get(plain(member.name)) ?? [];
      this.#members.set(plain(member.name), [...own, member]);
    }
    for (const { name, employer } of fromFile) {
      if (employer === "") continue;
      const own = this.#employers.get(plain(name)) ?? new Map<string, string>();
      this.#employers.set(plain(name), own.set(plain(employer), employer));
    }
  }

  recognise(name: string, employer: string): Recognition {
    const members = this.#members.get(plain(name)) ?? [];
    const fromFile = this.#employers.get(plain(name)) ?? new Map<string, string>();
    const [only] = fromFile.values();
    const meant = employer === "" && fromFile.size === 1 ? (only ?? "") : employer;
    if (meant === "") {
      const [member] = members;
      if (members.length > 1 || fromFile.size > 1)
        return { ambiguous: Math.max(members.length, fromFile.size) };
      return member ? { member } : { employer: "" };
    }
    const same = members.find((member) => plain(member.employerName) === plain(meant));
    const blank = members.filter((member) => member.employerName === "");
    const member = same ?? (blank.length === 1 && fromFile.size <= 1 ? blank[0] : undefined);
    return member ? { member } : { employer: meant };
  }
}

export function readExperts(
  table: Table,
  mapping: Mapping,
  known: { members: readonly KnownMember[]; organisations: OrganisationIndex },
): { experts: ImportedExpert[]; errors: CellError[] } {
  const { column, text } = cellReader(mapping);
  const experts: ImportedExpert[] = [];
  const errors: CellError[] = [];
  const seen = new Map<string, number>();
  for (const { row, cells } of table.rows) {
    const name = text(cells, "expert");
    const employer = text(cells, "employer");
    const key = `${plain(name)} ${plain(employer)}`;
    const before = seen.get(key);
    const there = known.members.some(
      (member) =>
        plain(member.name) === plain(name) && plain(member.employerName) === plain(employer),
    );
    if (name === "")
      errors.push(
        cellError(row, column("expert"), "import_cell_missing", { column: "imports:role.expert" }),
      );
    else if (name.length > 60)
      errors.push(cellError(row, column("expert"), "import_cell_too_long", { limit: 60 }));
    else if (before !== undefined)
      errors.push(cellError(row, column("expert"), "import_expert_twice", { name, row: before }));
    else if (there)
      errors.push(cellError(row, column("expert"), "import_expert_present", { name }));
    seen.set(key, before ?? row);
    const seat = SEATS[plain(text(cells, "seat"))];
    if (!seat)
      errors.push(
        cellError(row, column("seat"), "import_seat_unknown", { entered: text(cells, "seat") }),
      );
    const found = known.organisations.find(employer);
    experts.push({
      row,
      name,
      employer: found?.name ?? employer,
      employerId: found?.id ?? null,
      seat: seat ?? "member",
    });
  }
  if (table.rows.length === 0) errors.push(cellError(null, null, "import_no_rows"));
  return { experts, errors };
}
