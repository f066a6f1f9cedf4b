import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { categoryName } from "~/domain/cycle";
import { stateLabel } from "~/domain/lifecycle/machine";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  DataTable,
  EmptyState,
  FilterBar,
  LinkButton,
  NextStep,
  PageHeader,
  Pagination,
  ProgressBar,
  RefusalNotice,
  SubmitButton,
} from "~/ui/kit";
import { EntryState } from "./entry-state";

export interface NominationPageProps {
  cycle: {
    id: string;
    name: string;
    state: string;
    categories: { key: string; name: string }[];
    dates: { applyUntil: string };
  };
  entries: readonly {
    id: string;
    code: string;
    title: string;
    category: string;
    state: string;
    score: string | null;
  }[];
  limit: number | null;
  counting: number;
  candidates: {
    rows: {
      id: string;
      code: string;
      title: string;
      category: string;
      departmentName: string;
      state: string;
      score: string;
      chosen: number;
    }[];
    next: string | null;
    previous: string | null;
  };
  total: { count: number; capped: boolean };
  refusal: Refusal | null;
}

export function NominationPage(props: NominationPageProps) {
  const { t } = useTranslation("entries");
  const { cycle, entries, limit, counting, candidates } = props;
  const base = `/cycles/${cycle.id}`;
  const collecting = cycle.state === "collecting";
  const closed = collecting ? null : t("nomination.closed");
  return (
    <>
      <PageHeader
        title={t("nomination.title")}
        crumbs={[
          { label: t("cycles:title"), to: "/cycles" },
          { label: cycle.name, to: base },
          { label: t("nomination.title") },
        ]}
        note={t("nomination.note")}
        actions={
          <LinkButton to={`${base}/nomination/new`} reason={closed}>
            {t("nomination.by_form")}
          </LinkButton>
        }
      />
      <RefusalNotice refusal={props.refusal} />
      <NextStep
        title={
          limit === null
            ? t("nomination.free", { count: counting })
            : t("nomination.progress", { count: counting, limit })
        }
        text={
          cycle.dates.applyUntil
            ? t("nomination.until", { date: cycle.dates.applyUntil })
            : t("nomination.no_date")
        }
      >
        {limit !== null && (
          <div className="min-w-40">
            <ProgressBar value={counting} max={limit} label={t("nomination.title")} />
          </div>
        )}
      </NextStep>
      <Card title={t("nomination.own")} flush>
        <DataTable
          caption={t("nomination.own")}
          rows={entries}
          rowKey={(entry) => entry.id}
          stack
          empty={<EmptyState title={t("nomination.none")} text={t("nomination.none_text")} />}
          columns={[
            { key: "code", header: t("field.code"), cell: (entry) => entry.code },
            {
              key: "title",
              header: t("field.title"),
              heading: true,
              cell: (entry) => <Link to={`/entries/${entry.id}`}>{entry.title}</Link>,
            },
            {
              key: "category",
              header: t("field.category"),
              cell: (entry) => categoryName(cycle.categories, entry.category) || "–",
            },
            {
              key: "state",
              header: t("field.state"),
              cell: (entry) => <EntryState state={entry.state} />,
            },
          ]}
        />
      </Card>
      <Card title={t("nomination.candidates")}>
        <p className="muted">{t("nomination.candidates_note")}</p>
        <FilterBar search={{ placeholder: t("nomination.search") }} />
        <DataTable
          caption={t("nomination.candidates")}
          rows={candidates.rows}
          rowKey={(project) => project.id}
          stack
          empty={
            <EmptyState
              title={t("nomination.no_candidates")}
              text={t("nomination.no_candidates_text")}
            />
          }
          columns={[
            { key: "code", header: t("field.code"), cell: (project) => project.code },
            {
              key: "title",
              header: t("field.title"),
              heading: true,
              cell: (project) => <Link to={`/projects/${project.id}`}>{project.title}</Link>,
            },
            {
              key: "department",
              header: t("field.leadDepartment"),
              cell: (project) => project.departmentName,
            },
            {
              key: "category",
              header: t("field.category"),
              cell: (project) => project.category || "–",
            },
            {
              key: "state",
              header: t("field.state"),
              cell: (project) => t(stateLabel("project", project.state)),
            },
            {
              key: "score",
              header: t("field.score"),
              numeric: true,
              cell: (project) => project.score || "–",
            },
            {
              key: "choose",
              header: t("nomination.choose"),
              cell: (project) => (
                <Form method="post">
                  <input type="hidden" name="projectId" value={project.id} />
                  <SubmitButton
                    small
                    tone="plain"
                    reason={project.chosen > 0 ? t("nomination.chosen") : closed}
                    aria-label={t("nomination.choose_one", { title: project.title })}
                  >
                    {t("nomination.choose")}
                  </SubmitButton>
                </Form>
              ),
            },
          ]}
        />
        <Pagination page={candidates} total={props.total} />
      </Card>
    </>
  );
}
