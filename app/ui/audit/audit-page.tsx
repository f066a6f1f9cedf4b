import { useSearchParams } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import {
  Card,
  Chip,
  DataTable,
  EmptyState,
  ExportLinks,
  FilterBar,
  PageHeader,
  Pagination,
  useFormat,
} from "~/ui/kit";

interface Row {
  id: string;
  at: string;
  personName: string | null;
  username: string | null;
  role: string | null;
  action: string;
  subjectKind: string;
  subjectId: string;
  subjectName: string | null;
  outcome: string;
  address: string;
}

export interface AuditPageProps {
  rows: readonly Row[];
  page: { next: string | null; previous: string | null };
}

/** First parts of the actions that commands write. */
const GROUPS = [
  "account",
  "person",
  "organisation",
  "grant",
  "installation",
  "calendar",
  "cycle",
  "project",
  "round",
  "sheet",
  "entry",
  "meeting",
  "objection",
] as const;

export function AuditPage({ rows, page }: AuditPageProps) {
  const { t, i18n } = useTranslation("audit");
  const format = useFormat();
  const [params] = useSearchParams();
  const actionText = (action: string) =>
    i18n.exists(`audit:action.${action}`) ? t(`action.${action}`) : action;
  const kindText = (kind: string) => (i18n.exists(`audit:kind.${kind}`) ? t(`kind.${kind}`) : kind);
  return (
    <>
      <PageHeader title={t("title")} note={t("note")} actions={<ExportLinks path="/audit" />} />
      <FilterBar
        search={{ label: t("field.person"), placeholder: t("search") }}
        filters={[
          {
            name: "group",
            label: t("field.action"),
            options: GROUPS.map((value) => ({ value, label: t(`group.${value}`) })),
          },
          {
            name: "outcome",
            label: t("field.outcome"),
            options: [
              { value: "done", label: t("outcome.done") },
              { value: "refused", label: t("outcome.refused") },
            ],
          },
        ]}
      >
        {(["from", "until"] as const).map((name) => (
          <label key={name}>
            {t(`field.${name}`)}
            <input
              className="input block date"
              type="date"
              name={name}
              defaultValue={params.get(name) ?? ""}
            />
          </label>
        ))}
      </FilterBar>
      <Card flush>
        <DataTable
          caption={t("title")}
          rows={rows}
          rowKey={(row) => row.id}
          stack
          empty={<EmptyState title={t("empty")} text={t("empty_text")} />}
          columns={[
            {
              key: "at",
              header: t("field.at"),
              heading: true,
              cell: (row) => `${format.date(row.at)} ${format.time(row.at)}`,
            },
            {
              key: "person",
              header: t("field.person"),
              cell: (row) =>
                row.personName ? (
                  <>
                    {row.personName} <small className="muted">{row.username}</small>
                  </>
                ) : (
                  "–"
                ),
            },
            {
              key: "role",
              header: t("field.role"),
              cell: (row) => (row.role ? t(`people:role.${row.role}`) : "–"),
            },
            { key: "action", header: t("field.action"), cell: (row) => actionText(row.action) },
            {
              key: "subject",
              header: t("field.subject"),
              cell: (row) =>
                [kindText(row.subjectKind), row.subjectName ?? row.subjectId].join(" ").trim() ||
                "–",
            },
            {
              key: "outcome",
              header: t("field.outcome"),
              cell: ({ outcome }) =>
                outcome === "done" ? (
                  <Chip tone="ok">{t("outcome.done")}</Chip>
                ) : (
                  <>
                    <Chip tone="warn">{t("outcome.refused")}</Chip>{" "}
                    <small className="muted">{outcome.replace(/^refused:/, "")}</small>
                  </>
                ),
            },
            { key: "address", header: t("field.address"), cell: (row) => row.address || "–" },
          ]}
        />
      </Card>
      <Pagination page={page} />
    </>
  );
}
