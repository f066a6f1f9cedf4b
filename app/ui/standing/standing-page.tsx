import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import type { StandingRule } from "~/domain/standing/types";
import {
  Card,
  Chip,
  EmptyState,
  ExportLinks,
  LinkButton,
  PageHeader,
  Tabs,
  useAddress,
  useFormat,
  useRefusalText,
} from "~/ui/kit";
import { CategoriesTab, type CategoriesTabProps } from "./categories-tab";
import { EntriesChart, EntriesTab, type EntriesTabProps } from "./entries-tab";
import { OrganisationsTab, OrganisationsTable } from "./organisations-tab";
import { Reports, type StandingReports } from "./reports";
import { RuleCard, type RuleCardProps } from "./rule-card";

interface OpenStanding extends Omit<RuleCardProps, "rule"> {
  rule: StandingRule;
  round: { id: string; name: string };
  rounds: readonly { id: string; name: string }[];
  computedAt: string;
  revealedAt: string | null;
  publishedAt: string | null;
  entryCount: number;
  organisationCount: number;
  experts: number;
  tab: "entries" | "organisations" | "categories";
  categories: readonly { key: string; name: string }[];
  tiers: EntriesTabProps["tiers"];
  organisationNames: readonly string[];
  entries: Pick<EntriesTabProps, "page" | "total"> | null;
  organisations: Parameters<typeof OrganisationsTab>[0]["page"];
  byCategory: CategoriesTabProps["categories"] | null;
  reports: StandingReports;
}

export interface StandingPageProps {
  cycle: { id: string; name: string; kind: string };
  closed: Refusal | null;
  open: OpenStanding | null;
}

export function StandingPage({ cycle, closed, open }: StandingPageProps) {
  const { t } = useTranslation("standings");
  const text = useRefusalText();
  const crumbs = [
    { label: t("nav:cycles"), to: "/cycles" },
    { label: cycle.name, to: `/cycles/${cycle.id}` },
    { label: t("title") },
  ];
  if (!open)
    return (
      <>
        <PageHeader title={t("title")} crumbs={crumbs} />
        <Card>
          <EmptyState title={closed ? text(closed) : t("title")} text={t("closed_text")} />
        </Card>
      </>
    );
  return <Open cycle={cycle} open={open} crumbs={crumbs} />;
}

function Open({
  cycle,
  open,
  crumbs,
}: {
  cycle: StandingPageProps["cycle"];
  open: OpenStanding;
  crumbs: Parameters<typeof PageHeader>[0]["crumbs"];
}) {
  const { t } = useTranslation("standings");
  const format = useFormat();
  const address = useAddress();
  const inHouse = cycle.kind === "hospital";
  const path = `/cycles/${cycle.id}/standing`;
  const categoryName = (key: string) => open.categories.find((one) => one.key === key)?.name ?? key;
  const entryAddress = (id: string) => `${path}/${id}?round=${open.round.id}`;
  const tab = (name: OpenStanding["tab"], count?: number) => ({
    to: address({
      tab: name === "entries" ? null : name,
      cursor: null,
      q: null,
      category: null,
      organisation: null,
      sort: null,
      verify: null,
    }),
    label: t(`tab.${name}`),
    current: open.tab === name,
    ...(count === undefined ? {} : { count }),
  });
  return (
    <>
      <PageHeader
        title={t("title")}
        crumbs={crumbs}
        chips={
          <Chip tone={open.publishedAt ? "ok" : "info"}>
            {t(open.publishedAt ? "chip.published" : "chip.revealed")}
          </Chip>
        }
        note={t(inHouse ? "header_in_house" : "header", {
          round: open.round.name,
          entries: format.number(open.entryCount),
          organisations: format.number(open.organisationCount),
          experts: format.number(open.experts),
          at: format.dateTime(open.publishedAt ?? open.revealedAt),
        })}
        actions={
          <>
            <ExportLinks path={path} formats={["xlsx", "csv", "json"]} />
            <LinkButton to={`${path}/print?round=${open.round.id}`}>{t("print.title")}</LinkButton>
          </>
        }
      />
      {open.rounds.length > 1 && (
        <Tabs
          label={t("nav:rounds")}
          items={open.rounds.map(({ id, name }) => ({
            to: `${path}?round=${id}`,
            label: name,
            current: id === open.round.id,
          }))}
        />
      )}
      <Reports reports={open.reports} categoryName={categoryName} entryAddress={entryAddress} />
      <Tabs
        items={[
          tab("entries", open.entryCount),
          ...(inHouse ? [] : [tab("organisations", open.organisationCount)]),
          ...(open.categories.length > 0 ? [tab("categories")] : []),
        ]}
      />
      <div className="cols">
        <div>
          {open.entries && (
            <EntriesTab
              {...open.entries}
              categories={open.categories}
              organisations={open.organisationNames}
              tiers={open.tiers}
              inHouse={inHouse}
              categoryName={categoryName}
              entryAddress={entryAddress}
            />
          )}
          {open.tab === "organisations" && (
            <OrganisationsTab page={open.organisations} count={open.organisationCount} />
          )}
          {open.byCategory && (
            <CategoriesTab
              categories={open.byCategory}
              tiers={open.tiers}
              inHouse={inHouse}
              categoryName={categoryName}
              entryAddress={entryAddress}
            />
          )}
        </div>
        <aside>
          {open.entries && <EntriesChart rows={open.entries.page.rows} />}
          {!inHouse && open.tab !== "organisations" && open.organisationCount > 0 && (
            <Card title={t("tab.organisations")} flush>
              <OrganisationsTable page={open.organisations} />
            </Card>
          )}
          <RuleCard {...open} />
        </aside>
      </div>
    </>
  );
}
