import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { Role, ScopeKind } from "~/domain/people";
import { Chip, ConfirmForm, DataTable, EmptyState, useFormat, type Column } from "~/ui/kit";

export interface GrantRow {
  id: string;
  personId: string;
  personName: string;
  organisationName: string;
  role: Role;
  scopeKind: ScopeKind;
  scopeName: string;
  validFrom: string;
  validUntil: string | null;
  grantedByName: string | null;
  revokedAt: string | null;
}

export interface GrantTableProps {
  rows: readonly GrantRow[];
  caption: string;
  /** Names the person in a column of its own. */
  withPerson?: boolean;
  /** Offers to revoke, except what one holds oneself. */
  revocableBy?: string;
}

export function GrantTable({ rows, caption, withPerson, revocableBy }: GrantTableProps) {
  const { t } = useTranslation("grants");
  const format = useFormat();
  const columns: Column<GrantRow>[] = [
    {
      key: "role",
      header: t("field.role"),
      heading: !withPerson,
      cell: (row) => t(`people:role.${row.role}`),
    },
    {
      key: "scope",
      header: t("field.scope"),
      cell: (row) => (row.scopeKind === "installation" ? t("everywhere") : row.scopeName || "–"),
    },
    {
      key: "validity",
      header: t("field.validity"),
      cell: (row) => (
        <>
          {t("validity", {
            from: format.date(row.validFrom),
            until: row.validUntil ? format.date(row.validUntil) : t("without_end"),
          })}{" "}
          {row.revokedAt && (
            <Chip tone="bad">{t("revoked_at", { date: format.date(row.revokedAt) })}</Chip>
          )}
        </>
      ),
    },
    {
      key: "by",
      header: t("field.by"),
      cell: (row) => row.grantedByName ?? t("by_set_up"),
    },
  ];
  if (withPerson)
    columns.unshift({
      key: "person",
      header: t("field.person"),
      heading: true,
      cell: (row) => (
        <>
          <Link to={`/people/${row.personId}`}>{row.personName}</Link>{" "}
          <small className="muted">{row.organisationName}</small>
        </>
      ),
    });
  if (revocableBy !== undefined)
    columns.push({
      key: "revoke",
      header: t("field.actions"),
      cell: (row) =>
        row.revokedAt === null && row.personId !== revocableBy ? (
          <ConfirmForm
            label={t("revoke")}
            tone="bad"
            small
            text={t("revoke_text", { name: row.personName, role: t(`people:role.${row.role}`) })}
            hidden={{ grantId: row.id }}
          />
        ) : (
          "–"
        ),
    });
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.id}
      columns={columns}
      stack
      empty={<EmptyState title={t("empty")} />}
    />
  );
}
