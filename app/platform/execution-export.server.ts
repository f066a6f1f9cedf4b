import { listRunning } from "~/data/execution-list.server";
import type { Context } from "./context";
import { translator, type Locale } from "./i18n";
import { tableResponse } from "./spreadsheet.server";

const COLUMNS = [
  "project",
  "light",
  "department",
  "lead",
  "milestones",
  "reports",
  "presses",
  "next",
] as const;

/** The list of running projects as it is filtered on the page. */
export async function exportRunning(
  ctx: Context & { locale: Locale },
  params: URLSearchParams,
  format: "xlsx" | "csv",
): Promise<Response> {
  const { t } = await translator(ctx.locale);
  const read = (name: string) => params.get(name) ?? "";
  const query = { q: read("q"), light: read("light"), sort: read("sort") };
  const { rows } = await listRunning(ctx.db.read, ctx.actor, query, ctx.now);
  return tableResponse(format, t("execution:list.export_name"), [
    {
      name: t("execution:list_title"),
      columns: COLUMNS.map((key) => ({
        header: t(`execution:list.${key}`),
        width: key === "project" ? 40 : 16,
      })),
      rows: rows.map((row) => [
        `${row.code} ${row.title}`,
        t(`execution:light.${row.light.kind}`, { days: "days" in row.light ? row.light.days : 0 }),
        row.department,
        row.lead,
        t("execution:list.done_of", { done: row.milestonesDone, all: row.milestones }),
        t("execution:list.reports_in", { done: row.reportsIn, all: row.reports }),
        row.presses,
        row.nextDue ?? "",
      ]),
    },
  ]);
}
