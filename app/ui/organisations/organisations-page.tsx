import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ORGANISATION_KINDS, type OrganisationKind } from "~/domain/people";
import {
  Card,
  Chip,
  DataTable,
  EmptyState,
  ExportLinks,
  FilterBar,
  LinkButton,
  PageHeader,
  useFormat,
} from "~/ui/kit";

interface Row {
  id: string;
  kind: OrganisationKind;
  name: string;
  shortName: string;
  code: string;
  category: string;
  closedAt: string | null;
  parentName: string | null;
  depth: number;
  people: number;
}

export function OrganisationsPage({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation("organisations");
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <>
            <LinkButton tone="main" to="/organisations/new">
              {t("new")}
            </LinkButton>
            <LinkButton to="/organisations/import">{t("import.title")}</LinkButton>
            <ExportLinks path="/organisations" />
          </>
        }
      />
      <FilterBar
        search={{ placeholder: t("search") }}
        filters={[
          {
            name: "kind",
            label: t("field.kind"),
            options: ORGANISATION_KINDS.map((kind) => ({
              value: kind,
              label: t(`people:kind.${kind}`),
            })),
          },
          {
            name: "closed",
            label: t("state"),
            all: t("open_only"),
            options: [{ value: "1", label: t("with_closed") }],
          },
        ]}
      />
      <Card flush>
        <DataTable
          caption={t("title")}
          rows={rows}
          rowKey={(row) => row.id}
          stack
          empty={<EmptyState title={t("empty")} text={t("empty_text")} />}
          columns={[
            {
              key: "name",
              header: t("field.name"),
              heading: true,
              cell: (row) => (
                <span style={{ paddingInlineStart: `${row.depth * 20}px` }}>
                  <Link to={`/organisations/${row.id}`}>{row.name}</Link>{" "}
                  {row.closedAt && (
                    <Chip>{t("closed_at", { date: format.date(row.closedAt) })}</Chip>
                  )}
                </span>
              ),
            },
            { key: "kind", header: t("field.kind"), cell: (row) => t(`people:kind.${row.kind}`) },
            {
              key: "category",
              header: t("field.category"),
              cell: (row) => (row.category ? t(`people:category.${row.category}`) : "–"),
            },
            { key: "parent", header: t("field.parent"), cell: (row) => row.parentName ?? "–" },
            { key: "code", header: t("field.code"), cell: (row) => row.code || "–" },
            {
              key: "people",
              header: t("field.people"),
              numeric: true,
              cell: (row) => format.number(row.people),
            },
          ]}
        />
      </Card>
    </>
  );
}
