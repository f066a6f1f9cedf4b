import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { Application } from "~/domain/application";
import {
  Card,
  DataTable,
  EmptyState,
  LinkButton,
  SelectField,
  SubmitButton,
  useFormat,
} from "~/ui/kit";
import { Comparison } from "./comparison";
import type { Names } from "./project-words";

export interface VersionsTabProps {
  projectId: string;
  versions: readonly {
    number: number;
    submittedAt: string;
    submittedByName: string;
    digest: string;
  }[];
  comparison: {
    from: number;
    to: number;
    before: Application;
    after: Application;
    names: Names;
    onlyChanged: boolean;
  } | null;
}

export function VersionsTab({ projectId, versions, comparison }: VersionsTabProps) {
  const { t } = useTranslation("application");
  const format = useFormat();
  if (versions.length === 0)
    return <EmptyState title={t("versions.none")} text={t("versions.none_text")} />;
  const options = versions.map(({ number }) => ({
    value: String(number),
    label: t("versions.version", { number }),
  }));
  return (
    <>
      <Card title={t("versions.title")} flush>
        <DataTable
          caption={t("versions.caption")}
          rows={versions}
          rowKey={(row) => String(row.number)}
          stack
          columns={[
            {
              key: "number",
              header: t("versions.number"),
              heading: true,
              cell: (row) => t("versions.version", { number: row.number }),
            },
            {
              key: "at",
              header: t("versions.at"),
              cell: (row) => format.dateTime(row.submittedAt),
            },
            { key: "by", header: t("versions.by"), cell: (row) => row.submittedByName },
            {
              key: "digest",
              header: t("versions.digest"),
              cell: (row) => <code title={row.digest}>{row.digest.slice(0, 12)}</code>,
            },
          ]}
        />
      </Card>
      {comparison && versions.length > 1 && (
        <Card title={t("versions.compare")}>
          <Form method="get" className="filters">
            <SelectField
              name="from"
              label={t("versions.from")}
              placeholder={null}
              defaultValue={String(comparison.from)}
              options={options}
            />
            <SelectField
              name="to"
              label={t("versions.to")}
              placeholder={null}
              defaultValue={String(comparison.to)}
              options={options}
            />
            <SubmitButton tone="plain">{t("versions.compare")}</SubmitButton>
            <LinkButton
              tone="quiet"
              to={`/projects/${projectId}/versions?from=${comparison.from}&to=${comparison.to}${comparison.onlyChanged ? "&all=1" : ""}`}
            >
              {t(comparison.onlyChanged ? "versions.all" : "versions.only_changed")}
            </LinkButton>
          </Form>
          <Comparison
            {...comparison}
            beforeLabel={t("versions.version", { number: comparison.from })}
            afterLabel={t("versions.version", { number: comparison.to })}
            caption={t("versions.differences", { from: comparison.from, to: comparison.to })}
          />
        </Card>
      )}
    </>
  );
}
