import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  CheckboxField,
  CheckboxGroup,
  DateField,
  ErrorSummary,
  LinkButton,
  Notice,
  NumberField,
  PageHeader,
  SelectField,
  SubmitButton,
  TextField,
} from "~/ui/kit";

const TIE_ROWS = 3;
const TIER_ROWS = 4;
const AGGREGATIONS = ["mean", "trimmed", "trimmed:1", "trimmed:2", "trimmed-criteria:1"];

type Values = Readonly<Record<string, string | string[]>>;

export interface RoundFormProps {
  roundId: string | null;
  cycle: { id: string; name: string };
  kind: string;
  kinds: readonly string[];
  rubrics: readonly { id: string; name: string; version: number }[];
  criteria: readonly { key: string; name: string }[];
  projects: readonly { id: string; code: string; title: string; departmentName: string }[];
  entriesRequired: number | null;
  isOpen: boolean;
  values: Values;
  answer: { refusal?: Refusal; errors?: Record<string, string[]>; typed?: Values } | undefined;
}

/** A round's settings, to begin with or to change. */
export function RoundForm(props: RoundFormProps) {
  const { t } = useTranslation("rounds");
  const { roundId, cycle, kind, answer } = props;
  const values = answer?.typed ?? props.values;
  const errors = answer?.errors ?? {};
  const one = (name: string) => (typeof values[name] === "string" ? values[name] : "");
  const many = (name: string): readonly string[] => {
    const value = values[name];
    return Array.isArray(value) ? value : [];
  };
  const isNew = roundId === null;
  return (
    <>
      <PageHeader
        title={t(isNew ? "new.title" : "edit.title")}
        crumbs={[
          { label: t("title"), to: "/rounds" },
          ...(roundId ? [{ label: one("name"), to: `/rounds/${roundId}` }] : []),
          { label: t(isNew ? "new.title" : "edit.title") },
        ]}
        note={cycle.name}
      />
      {isNew && props.kinds.length > 1 && (
        <nav className="tabs" aria-label={t("column.kind")}>
          {props.kinds.map((each) => (
            <Link
              key={each}
              to={`/rounds/new?cycle=${cycle.id}&kind=${each}`}
              aria-current={each === kind ? "page" : undefined}
            >
              {t(`kind.${each}`)}
            </Link>
          ))}
        </nav>
      )}
      {isNew && props.rubrics.length === 0 ? (
        <Notice tone="warn">
          <p>{t("new.no_rubric")}</p>
          <LinkButton to={`/cycles/${cycle.id}`}>{t("new.to_cycle")}</LinkButton>
        </Notice>
      ) : (
        <Form method="post">
          <ErrorSummary
            errors={errors}
            refusal={answer?.refusal ?? null}
            labels={{
              name: t("column.name"),
              minimumSheets: t("rule.minimum_sheets"),
              minimumPanel: t("rule.minimum_panel"),
              dueOn: t("column.due"),
              aggregation: t("rule.aggregation"),
              tierQuota: t("rule.tier_quota"),
              tie: t("rule.ties"),
            }}
          />
          <input type="hidden" name="cycleId" value={cycle.id} />
          <input type="hidden" name="kind" value={kind} />
          <Card title={t("new.basics")}>
            <TextField
              name="name"
              label={t("column.name")}
              defaultValue={one("name") || `${cycle.name} ${t(`kind.${kind}`)}`}
              errors={errors.name}
              required
              maxLength={80}
            />
            {isNew && (
              <SelectField
                name="rubricId"
                label={t("rule.rubric")}
                hint={t("rule.rubric_hint")}
                placeholder={null}
                defaultValue={one("rubricId")}
                options={props.rubrics.map(({ id, name, version }) => ({
                  value: id,
                  label: t("rule.rubric_version", { name, version }),
                }))}
              />
            )}
            <DateField
              name="dueOn"
              label={t("column.due")}
              hint={t("rule.due_hint")}
              defaultValue={one("dueOn")}
              errors={errors.dueOn}
            />
            {kind === "municipal" && isNew && (
              <CheckboxField
                name="affiliationsRecuse"
                label={t("rule.affiliations")}
                hint={t("rule.affiliations_hint")}
                defaultChecked={one("affiliationsRecuse") !== ""}
              />
            )}
          </Card>
          {props.isOpen && <Notice>{t("edit.declared")}</Notice>}
          <Card title={t("rule.title")}>
            <NumberField
              name="minimumPanel"
              label={t("rule.minimum_panel")}
              whole
              required
              defaultValue={one("minimumPanel")}
              errors={errors.minimumPanel}
            />
            <NumberField
              name="minimumSheets"
              label={t("rule.minimum_sheets")}
              hint={t("rule.minimum_sheets_hint")}
              whole
              required
              defaultValue={one("minimumSheets")}
              errors={errors.minimumSheets}
            />
            <SelectField
              name="aggregation"
              label={t("rule.aggregation")}
              hint={t("rule.aggregation_hint")}
              placeholder={null}
              defaultValue={one("aggregation")}
              errors={errors.aggregation}
              options={AGGREGATIONS.map((value) => ({
                value,
                label: t(`aggregation.${value.replace(":", "_").replace("-", "_")}`),
              }))}
            />
            {Array.from({ length: TIE_ROWS }, (_, row) => (
              <SelectField
                key={row}
                id={row === 0 ? "tie[0]" : `tie-${row}`}
                name={`tie[${row}]`}
                label={t("rule.tie", { number: row + 1 })}
                placeholder={t("rule.tie_none")}
                defaultValue={many("tie")[row] ?? ""}
                options={[
                  ...props.criteria.map(({ key, name }) => ({
                    value: `criterion:${key}`,
                    label: t("rule.tie_criterion", { name }),
                  })),
                  { value: "untrimmed_mean", label: t("rule.tie_untrimmed") },
                  { value: "decision", label: t("rule.tie_decision") },
                ]}
              />
            ))}
            {props.entriesRequired !== null && (
              <SelectField
                name="incomplete"
                label={t("rule.incomplete", { count: props.entriesRequired })}
                placeholder={null}
                defaultValue={one("incomplete")}
                options={["after_complete", "unranked"].map((value) => ({
                  value,
                  label: t(`rule.incomplete_${value}`),
                }))}
              />
            )}
          </Card>
          <Card title={t("rule.tiers")}>
            <p className="hint mb-2">{t("rule.tiers_hint")}</p>
            <SelectField
              name="basis"
              label={t("rule.basis")}
              placeholder={null}
              defaultValue={one("basis")}
              options={["overall", "category"].map((value) => ({
                value,
                label: t(`rule.basis_${value}`),
              }))}
            />
            {Array.from({ length: TIER_ROWS }, (_, row) => (
              <div key={row} className="flex flex-wrap gap-x-4">
                <TextField
                  id={`tierName-${row}`}
                  name={`tierName[${row}]`}
                  label={t("rule.tier_name", { number: row + 1 })}
                  defaultValue={many("tierName")[row] ?? ""}
                  maxLength={40}
                />
                <NumberField
                  id={`tierQuota[${row}]`}
                  name={`tierQuota[${row}]`}
                  label={t("rule.tier_quota_of", { number: row + 1 })}
                  whole
                  defaultValue={many("tierQuota")[row] ?? ""}
                  errors={row === 0 ? errors["tierQuota[0]"] : []}
                />
              </div>
            ))}
          </Card>
          {isNew && kind !== "municipal" && (
            <Card title={t("new.projects")}>
              {props.projects.length === 0 ? (
                <p className="muted">{t("new.no_projects")}</p>
              ) : (
                <CheckboxGroup
                  name="projectIds"
                  label={t("new.projects_hint", { count: props.projects.length })}
                  defaultValues={
                    answer?.typed ? many("projectIds") : props.projects.map(({ id }) => id)
                  }
                  options={props.projects.map(({ id, code, title, departmentName }) => ({
                    value: id,
                    label: `${code} ${title}`,
                    hint: departmentName,
                  }))}
                />
              )}
            </Card>
          )}
          {isNew && kind === "municipal" && <Notice>{t("new.municipal_entries")}</Notice>}
          <SubmitButton>{t(isNew ? "new.create" : "edit.save")}</SubmitButton>
        </Form>
      )}
    </>
  );
}
