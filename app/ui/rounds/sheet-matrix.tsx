import { useTranslation } from "react-i18next";
import {
  formatTotal,
  formatUnits,
  missingCriteria,
  totalOf,
  type Rubric,
} from "~/domain/rubric/score";
import { DataTable, EmptyState, ExportLinks, PageHeader } from "~/ui/kit";

interface Cell {
  panelMemberId: string;
  entryId: string;
  state: string;
  isLate: boolean;
  scores: Readonly<Record<string, number | null | undefined>>;
  comments: Readonly<Record<string, string>>;
  declineReason: string;
}

export interface SheetMatrixProps {
  round: { id: string; name: string };
  rubric: Rubric;
  experts: readonly { id: string; name: string }[];
  entries: readonly { id: string; code: string; title: string; organisationName: string }[];
  cells: readonly Cell[];
}

/** Every sheet of a revealed round: entries down, experts across, criteria under each total. */
export function SheetMatrix({ round, rubric, experts, entries, cells }: SheetMatrixProps) {
  const { t } = useTranslation("rounds");
  const cellOf = new Map(cells.map((cell) => [`${cell.entryId} ${cell.panelMemberId}`, cell]));
  return (
    <>
      <PageHeader
        title={t("sheets.title")}
        crumbs={[
          { label: t("title"), to: "/rounds" },
          { label: round.name, to: `/rounds/${round.id}` },
          { label: t("sheets.title") },
        ]}
        note={t("sheets.note")}
        actions={<ExportLinks path={`/rounds/${round.id}/sheets`} />}
      />
      <DataTable
        caption={t("sheets.caption", { round: round.name })}
        rows={entries}
        rowKey={(entry) => entry.id}
        empty={<EmptyState title={t("sheets.none")} />}
        columns={[
          {
            key: "title",
            header: t("column.title"),
            heading: true,
            className: "min-w-48",
            cell: (entry) => (
              <>
                <small className="block">{entry.code}</small>
                {entry.title}
                <small className="block">{entry.organisationName}</small>
              </>
            ),
          },
          ...experts.map((expert) => ({
            key: expert.id,
            header: expert.name,
            numeric: true,
            cell: (entry: { id: string }) => (
              <SheetCell cell={cellOf.get(`${entry.id} ${expert.id}`)} rubric={rubric} />
            ),
          })),
        ]}
      />
    </>
  );
}

function SheetCell({ cell, rubric }: { cell: Cell | undefined; rubric: Rubric }) {
  const { t } = useTranslation("rounds");
  if (!cell) return "–";
  const remark = [...Object.values(cell.comments), cell.declineReason].filter(Boolean).join(" ");
  const scored = cell.state !== "declined" && missingCriteria(rubric, cell.scores).length === 0;
  const counts = ["submitted", "sealed"].includes(cell.state) && !cell.isLate;
  return (
    <>
      {scored && <b>{formatTotal(rubric, totalOf(rubric, cell.scores))}</b>}
      {!counts && (
        <small className="block">
          {t(cell.isLate ? "sheets.late" : `sheet_state.${cell.state}`)}
        </small>
      )}
      {scored && (
        <small className="block">
          {rubric.criteria
            .map(({ key }) => formatUnits(cell.scores[key] ?? 0, rubric.scale))
            .join(" + ")}
        </small>
      )}
      {remark && <small className="block max-w-60 whitespace-normal text-left">{remark}</small>}
    </>
  );
}
