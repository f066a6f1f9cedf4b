import { findSheetMatrix } from "~/data/round-page.server";
import { formatTotal, formatUnits, missingCriteria, totalOf } from "~/domain/rubric/score";
import { translator } from "./i18n";
import type { ProtectedContext } from "./protect.server";
import { tableResponse } from "./spreadsheet.server";

/** All sheets of a revealed round, one row a sheet. */
export async function sheetExport(
  { db, actor, locale }: ProtectedContext,
  roundId: string,
  format: "xlsx" | "csv",
): Promise<Response> {
  const { round, rubric, entries, experts, cells } = await findSheetMatrix(db.read, actor, roundId);
  const { t } = await translator(locale);
  const rows = entries.flatMap((entry) =>
    experts.flatMap((expert) =>
      cells
        .filter((cell) => cell.entryId === entry.id && cell.panelMemberId === expert.id)
        .map((cell) => [
          entry.code,
          entry.title,
          entry.organisationName,
          expert.name,
          t(`rounds:sheet_state.${cell.state}`),
          ...rubric.criteria.map(({ key }) => {
            const units = cell.scores[key];
            return units == null ? null : Number(formatUnits(units, rubric.scale));
          }),
          cell.state === "declined" || missingCriteria(rubric, cell.scores).length > 0
            ? null
            : Number(formatTotal(rubric, totalOf(rubric, cell.scores))),
          [...Object.values(cell.comments), cell.declineReason].filter(Boolean).join("\n"),
        ]),
    ),
  );
  return tableResponse(format, `${round.name}-${t("rounds:sheets.title")}`, [
    {
      name: t("rounds:sheets.title"),
      columns: [
        { header: t("rounds:column.code"), width: 14 },
        { header: t("rounds:column.title"), width: 36 },
        { header: t("rounds:column.organisation"), width: 22 },
        { header: t("rounds:column.expert"), width: 12 },
        { header: t("rounds:column.state"), width: 10 },
        ...rubric.criteria.map(({ name }) => ({ header: name, width: 12 })),
        { header: t("rounds:column.total"), width: 10 },
        { header: t("rounds:column.comment"), width: 40 },
      ],
      rows,
    },
  ]);
}
