import type { Database } from "~/data/connection.server";
import { NO_DUE_DATE } from "~/data/facts/project-facts.server";
import { allProjects } from "~/data/projects.server";
import { fromJson } from "~/data/rows.server";
import { categoryName, type Category } from "~/domain/cycle";
import type { Actor } from "~/domain/people";
import type { ProjectQuery } from "~/domain/project-list";
import { shanghaiDate, shanghaiMinute } from "~/domain/working-days";
import type { Locale } from "~/locales/resources";
import { translator } from "./i18n";
import { tableResponse } from "./spreadsheet.server";

/** Enough for decades of one hospital, and small enough to be built in memory. */
export const MOST_EXPORTED = 20_000;

/** The project list as a spreadsheet: the same rows as the page shows to this actor, all pages of it. */
export async function exportProjects(
  ctx: { db: Database; actor: Actor; now: string; locale: Locale },
  query: ProjectQuery,
  format: "xlsx" | "csv",
): Promise<Response> {
  const { t } = await translator(ctx.locale);
  const today = shanghaiDate(ctx.now);
  const { rows, cut } = await allProjects(ctx.db.read, ctx.actor, query, today, MOST_EXPORTED);
  const reader = ctx.actor.role === "applicant" ? "applicant" : "staff";
  const columns = [
    ["code", 14],
    ["title", 40],
    ["cycle", 20],
    ["department", 18],
    ["lead", 12],
    ["category", 16],
    ["state", 18],
    ["due", 12],
    ["score", 10],
    ["updated", 18],
  ] as const;
  const table = rows.map((row) => [
    row.code,
    row.title,
    row.cycleName,
    row.departmentName,
    row.leadName,
    categoryName(fromJson<Category[]>(row.categories), row.category),
    t(`lifecycle:project.state.${row.state}.${reader}`),
    row.dueOn === NO_DUE_DATE ? null : row.dueOn,
    row.score === "" ? null : row.score,
    shanghaiMinute(row.updatedAt),
  ]);
  if (cut) table.push([t("projects:export_cut", { most: MOST_EXPORTED })]);
  return tableResponse(format, t("projects:export_name"), [
    {
      name: t("projects:title"),
      columns: columns.map(([key, width]) => ({ header: t(`projects:column.${key}`), width })),
      rows: table,
    },
  ]);
}
