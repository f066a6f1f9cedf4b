import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { categoryName } from "~/domain/cycle";
import { ENTRY_FIELDS, type EntrySnapshot } from "~/domain/entry-snapshot";
import { transitionLabel } from "~/domain/lifecycle/machine";
import type { Refusal } from "~/domain/refusal";
import { StepButtons, type Step } from "~/ui/cycles/step-buttons";
import {
  Card,
  Columns,
  DescriptionList,
  LinkButton,
  NextStep,
  Notice,
  PageHeader,
  RefusalNotice,
  Timeline,
  useFormat,
} from "~/ui/kit";
import { EntryState } from "./entry-state";

export interface EntryPageProps {
  entry: {
    id: string;
    code: string;
    title: string;
    category: string;
    organisationName: string;
    state: string;
    dueOn: string;
    position: number;
    snapshot: EntrySnapshot;
  };
  cycle: { id: string; name: string; kind: string; categories: { key: string; name: string }[] };
  steps: readonly Step[];
  missing: readonly string[];
  returned: { reason: string; fields: { field: string; reason: string }[] } | null;
  replacement: { id: string; code: string; title: string } | null;
  versions: readonly {
    id: string;
    number: number;
    digest: string;
    stampedAt: string;
    stampedBy: string | null;
  }[];
  history: readonly {
    id: string;
    at: string;
    by: string | null;
    role: string;
    transition: string;
    reason: string;
  }[];
  mayEdit: boolean;
  refusal: Refusal | null;
}

export function EntryPage(props: EntryPageProps) {
  const { t } = useTranslation("entries");
  const format = useFormat();
  const { entry, cycle, steps, returned, missing, replacement } = props;
  const { snapshot } = entry;
  const due = entry.dueOn.startsWith("9999") ? null : entry.dueOn;
  return (
    <>
      <PageHeader
        title={entry.title}
        crumbs={[
          { label: t("cycles:title"), to: "/cycles" },
          { label: cycle.name, to: `/cycles/${cycle.id}` },
          { label: entry.code },
        ]}
        chips={<EntryState state={entry.state} />}
        note={t("page.note", { code: entry.code, organisation: entry.organisationName })}
        actions={
          props.mayEdit && (
            <LinkButton to={`/entries/${entry.id}/edit`}>{t("page.edit")}</LinkButton>
          )
        }
      />
      <RefusalNotice refusal={props.refusal} />
      {returned && (
        <Notice tone="warn">
          <p>{t("page.returned", { reason: returned.reason })}</p>
          {returned.fields.length > 0 && (
            <ul>
              {returned.fields.map(({ field, reason }) => (
                <li key={field}>
                  {t("common:form.error_line", { label: t(`field.${field}`), message: reason })}
                </li>
              ))}
            </ul>
          )}
          {due && <p>{t("page.due", { date: format.date(due) })}</p>}
        </Notice>
      )}
      {props.mayEdit && missing.length > 0 && (
        <Notice tone="info">
          {t("page.missing", {
            fields: missing.map((key) => t(key)).join(t("common:list_separator")),
          })}
        </Notice>
      )}
      {replacement && (
        <Notice tone="info">
          <p>
            {t("page.replaced_by")}{" "}
            <Link to={`/entries/${replacement.id}`}>
              {replacement.code} {replacement.title}
            </Link>
          </p>
        </Notice>
      )}
      {steps.length > 0 && (
        <NextStep title={t("page.next")} text={t(`page.next_text.${entry.state}`)}>
          <div>
            <StepButtons
              subject="entry"
              actionUrl={`/entries/${entry.id}`}
              state={entry.state}
              steps={steps}
              fields={ENTRY_FIELDS.map((field) => ({ field, label: t(`field.${field}`) }))}
            />
          </div>
        </NextStep>
      )}
      <Columns
        aside={
          <>
            <Card title={t("page.facts")}>
              <DescriptionList
                items={[
                  { term: t("field.code"), value: entry.code },
                  { term: t("field.organisation"), value: entry.organisationName },
                  {
                    term: t("field.category"),
                    value: categoryName(cycle.categories, entry.category) || "–",
                  },
                  { term: t("field.leadDepartment"), value: snapshot.leadDepartment || "–" },
                  { term: t("field.leadName"), value: snapshot.leadName || "–" },
                  { term: t("field.position"), value: entry.position > 0 && entry.position },
                  {
                    term: t("field.project_code"),
                    value: snapshot.projectCode !== "" && snapshot.projectCode,
                  },
                ]}
              />
            </Card>
            {props.versions.length > 0 && (
              <Card title={t("page.versions")}>
                <p className="muted">{t("page.versions_note")}</p>
                <ul className="grid gap-2">
                  {props.versions.map((version) => (
                    <li key={version.id}>
                      {t("page.version", {
                        number: version.number,
                        at: format.dateTime(version.stampedAt),
                        by: version.stampedBy ?? "–",
                      })}
                      <code className="muted block break-all">{version.digest.slice(0, 16)}</code>
                    </li>
                  ))}
                </ul>
              </Card>
            )}
          </>
        }
      >
        {(["problem", "measures", "effect"] as const).map((field) => (
          <Card key={field} title={t(`field.${field}`)}>
            <p className="pre">{snapshot[field] || t("page.not_given")}</p>
          </Card>
        ))}
        {props.history.length > 0 && (
          <Card title={t("page.history")}>
            <Timeline
              items={props.history.map((line) => ({
                id: line.id,
                at: line.at,
                title: t(transitionLabel("entry", line.transition)),
                by: line.by ?? t(`people:role.${line.role}`),
                note: line.reason,
                main: true,
              }))}
            />
          </Card>
        )}
      </Columns>
    </>
  );
}
