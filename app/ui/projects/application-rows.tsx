import type { FieldMetadata } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import type { Application } from "~/domain/application";
import { DateField, Repeatable, SelectField, TextAreaField, TextField } from "~/ui/kit";

type Rows<Key extends keyof Application> = FieldMetadata<Application[Key]>;

interface RowsProps<Key extends keyof Application> {
  meta: Rows<Key>;
  errors: Readonly<Record<string, string[]>>;
}

/** Errors of a stored draft, by the name of the control. */
const at = (errors: Readonly<Record<string, string[]>>, name: string, own: string[] | undefined) =>
  own ?? errors[name] ?? [];

function useRowWords(key: "measures" | "targets" | "milestones" | "members") {
  const { t } = useTranslation("application");
  return {
    t,
    label: t(`field.${key}`),
    addLabel: t(`add.${key}`),
    rowLabel: (index: number) => t(`row.${key}`, { row: index + 1 }),
  };
}

export function MeasureRows({ meta, errors }: RowsProps<"measures">) {
  const { t, ...words } = useRowWords("measures");
  return (
    <Repeatable meta={meta} {...words} hint={t("hint.measures")} max={40} ordered>
      {(item) => {
        const row = item.getFieldset();
        return (
          <>
            <TextAreaField meta={row.text} label={t("part.text")} rows={2} maxLength={1000} />
            <TextField meta={row.owner} label={t("part.owner")} maxLength={60} />
            <DateField
              meta={row.dueOn}
              label={t("part.dueOn")}
              errors={at(errors, row.dueOn.name, row.dueOn.errors)}
            />
          </>
        );
      }}
    </Repeatable>
  );
}

export function TargetRows({ meta }: RowsProps<"targets">) {
  const { t, ...words } = useRowWords("targets");
  return (
    <Repeatable meta={meta} {...words} hint={t("hint.targets")} max={20} ordered>
      {(item) => {
        const row = item.getFieldset();
        return (
          <>
            <TextField meta={row.indicator} label={t("part.indicator")} maxLength={200} />
            <TextField meta={row.baseline} label={t("part.baseline")} maxLength={60} />
            <TextField meta={row.target} label={t("part.target")} maxLength={60} />
          </>
        );
      }}
    </Repeatable>
  );
}

export function MilestoneRows({ meta, errors }: RowsProps<"milestones">) {
  const { t, ...words } = useRowWords("milestones");
  return (
    <Repeatable meta={meta} {...words} max={40} ordered>
      {(item) => {
        const row = item.getFieldset();
        return (
          <>
            <TextField meta={row.title} label={t("part.milestone")} maxLength={200} />
            <TextField meta={row.owner} label={t("part.owner")} maxLength={60} />
            <DateField
              meta={row.plannedOn}
              label={t("part.plannedOn")}
              errors={at(errors, row.plannedOn.name, row.plannedOn.errors)}
            />
          </>
        );
      }}
    </Repeatable>
  );
}

export function MemberRows({
  meta,
  people,
}: RowsProps<"members"> & {
  people: readonly { id: string; name: string; organisation: string }[];
}) {
  const { t, ...words } = useRowWords("members");
  return (
    <Repeatable meta={meta} {...words} hint={t("hint.members")} max={40}>
      {(item) => {
        const row = item.getFieldset();
        return (
          <>
            <SelectField
              meta={row.personId}
              label={t("part.person")}
              options={people.map((person) => ({
                value: person.id,
                label: `${person.name} · ${person.organisation}`,
              }))}
            />
            <TextField meta={row.duty} label={t("part.duty")} maxLength={200} />
          </>
        );
      }}
    </Repeatable>
  );
}
