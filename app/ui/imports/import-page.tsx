import { useTranslation } from "react-i18next";
import type { ImportReport } from "~/domain/import/report";
import type { Refusal } from "~/domain/refusal";
import { Card, Chip, DataTable, LinkButton, PageHeader, RefusalNotice, useFormat } from "~/ui/kit";
import { ImportReview } from "./import-review";
import { Counts, type CurrentImport } from "./import-words";
import { UploadForm } from "./upload-form";

export interface ImportListRow {
  id: string;
  kind: string;
  fileName: string;
  state: string;
  createdAt: string;
  finishedAt: string | null;
  by: string;
  mine: boolean;
  counts: ImportReport["counts"];
}

export interface ImportPageProps {
  cycle: { id: string; name: string; kind: string; state: string };
  rounds: readonly { id: string; name: string; state: string }[];
  imports: readonly ImportListRow[];
  current: CurrentImport | null;
  chosen: { layout: string; roundId: string };
  refusal: Refusal | null;
}

export function ImportPage({ cycle, rounds, imports, current, chosen, refusal }: ImportPageProps) {
  const { t } = useTranslation("imports");
  return (
    <>
      <PageHeader
        title={t("title")}
        crumbs={[
          { label: t("nav:cycles"), to: "/cycles" },
          { label: cycle.name, to: `/cycles/${cycle.id}` },
          { label: t("title") },
        ]}
        note={t("note")}
        actions={
          current && (
            <LinkButton to={`/cycles/${cycle.id}/import`}>{t("upload.another")}</LinkButton>
          )
        }
      />
      <RefusalNotice refusal={refusal} />
      {current ? (
        <ImportReview cycleId={cycle.id} current={current} />
      ) : (
        <UploadForm cycle={cycle} rounds={rounds} chosen={chosen} />
      )}
      <Earlier cycleId={cycle.id} imports={imports} />
    </>
  );
}

const TONES: Readonly<Record<string, "ok" | "info" | "plain">> = { done: "ok", previewed: "info" };

function Earlier({ cycleId, imports }: { cycleId: string; imports: readonly ImportListRow[] }) {
  const { t } = useTranslation("imports");
  const format = useFormat();
  return (
    <Card title={t("earlier.title")} flush>
      <DataTable
        caption={t("earlier.title")}
        rows={imports}
        rowKey={(row) => row.id}
        stack
        empty={<p className="empty">{t("earlier.empty")}</p>}
        columns={[
          {
            key: "file",
            header: t("earlier.file"),
            heading: true,
            cell: (row) =>
              row.mine && row.state === "previewed" ? (
                <a href={`/cycles/${cycleId}/import?import=${row.id}`}>{row.fileName}</a>
              ) : (
                row.fileName
              ),
          },
          { key: "kind", header: t("earlier.kind"), cell: (row) => t(`kind.${row.kind}`) },
          {
            key: "state",
            header: t("earlier.state"),
            cell: (row) => (
              <Chip tone={TONES[row.state] ?? "plain"}>{t(`state.${row.state}`)}</Chip>
            ),
          },
          { key: "did", header: t("earlier.did"), cell: (row) => <Counts counts={row.counts} /> },
          { key: "by", header: t("earlier.by"), cell: (row) => row.by },
          {
            key: "at",
            header: t("earlier.at"),
            cell: (row) => format.dateTime(row.finishedAt ?? row.createdAt),
          },
        ]}
      />
    </Card>
  );
}
