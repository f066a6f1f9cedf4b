import { useTranslation } from "react-i18next";
import { ROLES } from "~/domain/people";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  ExportLinks,
  FilterBar,
  LinkButton,
  PageHeader,
  Pagination,
  RefusalNotice,
} from "~/ui/kit";
import { GrantTable, type GrantRow } from "./grant-table";

export interface GrantsPageProps {
  rows: readonly GrantRow[];
  page: { next: string | null; previous: string | null };
  total: { count: number; capped: boolean };
  selfId: string;
  answer: { refusal?: Refusal } | undefined;
}

export function GrantsPage({ rows, page, total, selfId, answer }: GrantsPageProps) {
  const { t } = useTranslation("grants");
  return (
    <>
      <PageHeader
        title={t("title")}
        note={t("note")}
        actions={
          <>
            <LinkButton tone="main" to="/grants/new">
              {t("new")}
            </LinkButton>
            <ExportLinks path="/grants" />
          </>
        }
      />
      <RefusalNotice refusal={answer?.refusal} />
      <FilterBar
        search={{ placeholder: t("search") }}
        keep={["person"]}
        filters={[
          {
            name: "role",
            label: t("field.role"),
            options: ROLES.map((role) => ({ value: role, label: t(`people:role.${role}`) })),
          },
          {
            name: "state",
            label: t("field.state"),
            all: t("state.valid"),
            options: (["future", "over", "all"] as const).map((value) => ({
              value,
              label: t(`state.${value}`),
            })),
          },
        ]}
      />
      <Card flush>
        <GrantTable rows={rows} caption={t("title")} withPerson revocableBy={selfId} />
      </Card>
      <Pagination page={page} total={total} />
    </>
  );
}
