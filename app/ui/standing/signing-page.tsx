import { useTranslation } from "react-i18next";
import { ruleFacts } from "~/domain/standing/rule-words";
import type { StandingRule } from "~/domain/standing/types";
import { Button, Card, DataTable, LinkButton, Notice, PageHeader, useFormat } from "~/ui/kit";

export interface SigningPageProps {
  cycle: { id: string; name: string };
  round: { id: string; name: string };
  version: number;
  digest: string;
  rule: StandingRule;
  criteria: readonly { key: string; name: string }[];
  computedAt: string;
  generatedAt: string;
  generatedFor: { name: string; role: string };
  entries: readonly {
    place: number | null;
    code: string;
    title: string;
    organisation: string;
    category: string;
    score: string | null;
    sheets: number;
    tier: string | null;
  }[];
  organisations: readonly {
    place: number | null;
    name: string;
    score: string | null;
    entries: number;
  }[];
  left: number;
  experts: readonly string[];
}

/** The standing as it is signed: one plain page for paper. */
export function SigningPage(props: SigningPageProps) {
  const { t } = useTranslation("standings");
  const format = useFormat();
  const { cycle, round, entries, organisations, experts, generatedFor } = props;
  // With a single organisation there is nothing to rank it against: its departments compete.
  const inHouse = organisations.length < 2;
  const signers = [t("print.organiser"), t("print.witness"), ...experts];
  return (
    <>
      <PageHeader
        title={t("print.heading", { cycle: cycle.name })}
        crumbs={[
          { label: cycle.name, to: `/cycles/${cycle.id}` },
          { label: t("title"), to: `/cycles/${cycle.id}/standing?round=${round.id}` },
          { label: t("print.title") },
        ]}
        note={t("print.note", { round: round.name, at: format.dateTime(props.computedAt) })}
        actions={
          <span className="noprint acts">
            <Button tone="main" onClick={() => window.print()}>
              {t("common:actions.print")}
            </Button>
            <LinkButton to={`/cycles/${cycle.id}/standing?round=${round.id}`}>
              {t("common:actions.back")}
            </LinkButton>
          </span>
        }
      />
      <Card title={t("tab.entries")} flush>
        <DataTable
          caption={t("caption.entries")}
          rows={entries}
          rowKey={(row) => row.code}
          columns={[
            {
              key: "place",
              header: t("column.place"),
              numeric: true,
              cell: (row) => row.place ?? "–",
            },
            { key: "code", header: t("column.code"), cell: (row) => row.code },
            { key: "title", header: t("column.title"), heading: true, cell: (row) => row.title },
            {
              key: "organisation",
              header: t(inHouse ? "column.department" : "column.organisation"),
              cell: (row) => row.organisation || "–",
            },
            { key: "category", header: t("column.category"), cell: (row) => row.category || "–" },
            {
              key: "score",
              header: t("column.score"),
              numeric: true,
              cell: (row) => row.score ?? t("not_ranked_short"),
            },
            { key: "sheets", header: t("column.sheets"), numeric: true, cell: (row) => row.sheets },
            { key: "tier", header: t("column.tier"), cell: (row) => row.tier ?? "–" },
          ]}
        />
      </Card>
      {props.left > 0 && <Notice tone="warn">{t("print.left", { count: props.left })}</Notice>}
      {!inHouse && (
        <Card title={t("tab.organisations")} flush>
          <DataTable
            caption={t("caption.organisations")}
            rows={organisations}
            rowKey={(row) => `${row.place ?? ""} ${row.name}`}
            columns={[
              {
                key: "place",
                header: t("column.place"),
                numeric: true,
                cell: (row) => row.place ?? "–",
              },
              {
                key: "name",
                header: t("column.organisation"),
                heading: true,
                cell: (row) => row.name,
              },
              {
                key: "score",
                header: t("column.mean"),
                numeric: true,
                cell: (row) => row.score ?? t("not_ranked_short"),
              },
              {
                key: "entries",
                header: t("column.counted"),
                numeric: true,
                cell: (row) => row.entries,
              },
            ]}
          />
        </Card>
      )}
      <Card title={t("rule.title")}>
        <p>
          {ruleFacts(props.rule, props.criteria)
            .map(({ key, facts }) => t(key, { ...facts }))
            .join(" ")}
        </p>
        <p className="muted">
          {t("rule.version", { version: props.version })} · {t("rule.digest")}{" "}
          <code className="break-all">{props.digest}</code>
        </p>
      </Card>
      <Card title={t("print.signatures")}>
        <ul className="grid gap-x-8 gap-y-6 pt-4 sm:grid-cols-2">
          {signers.map((name, index) => (
            <li key={`${name} ${index}`} className="flex items-end gap-2">
              <span>{name}</span>
              <span className="min-w-24 flex-1 border-b border-current" />
              <span>{t("print.date")}</span>
              <span className="w-24 border-b border-current" />
            </li>
          ))}
        </ul>
      </Card>
      <p className="muted">
        {t("print.generated", {
          name: generatedFor.name,
          role: t(`people:role.${generatedFor.role}`),
          at: format.dateTime(props.generatedAt),
        })}
      </p>
    </>
  );
}
