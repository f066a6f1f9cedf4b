import { findCycle } from "~/data/cycles.server";
import { entryFilterOf, exportEntries } from "~/data/entries.server";
import { categoryName } from "~/domain/cycle";
import { stateLabel } from "~/domain/lifecycle/machine";
import { translator } from "./i18n";
import { param, type ProtectedContext } from "./protect.server";
import { tableResponse } from "./spreadsheet.server";

const FIELDS = [
  "code",
  "title",
  "organisation",
  "category",
  "state",
  "position",
  "leadDepartment",
  "leadName",
  "problem",
  "measures",
  "effect",
] as const;

/** The entries of a cycle, as far as the actor sees them, with the list's own filters. */
export async function entriesFile(
  { actor, db, locale }: ProtectedContext,
  args: { params: Record<string, string | undefined>; request: Request },
  format: "xlsx" | "csv",
): Promise<Response> {
  const cycle = await findCycle(db.read, actor, param(args, "id"));
  const filter = entryFilterOf(new URL(args.request.url).searchParams);
  const rows = await exportEntries(db.read, actor, cycle.id, filter);
  const { t } = await translator(locale);
  return tableResponse(format, `${cycle.name}-${t("entries:list.title")}`, [
    {
      name: t("entries:list.title"),
      columns: FIELDS.map((field) => ({
        header: t(`entries:field.${field}`),
        width: field === "title" || field === "problem" ? 40 : 18,
      })),
      rows: rows.map((row) => [
        row.code,
        row.title,
        row.organisationName,
        categoryName(cycle.categories, row.category),
        t(stateLabel("entry", row.state)),
        row.position > 0 ? row.position : null,
        row.snapshot.leadDepartment ?? "",
        row.snapshot.leadName ?? "",
        row.snapshot.problem ?? "",
        row.snapshot.measures ?? "",
        row.snapshot.effect ?? "",
      ]),
    },
  ]);
}
