import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState, PageHeader, SelectField, useFormat, Card } from "~/ui/kit";
import { ApplicationForm } from "./application-form";

export interface NewApplicationPageProps {
  cycles: readonly { id: string; name: string; applyUntil: string }[];
  departments: readonly { id: string; name: string }[];
  form: Pick<ComponentProps<typeof ApplicationForm>, "body" | "choices" | "lastResult" | "refusal">;
  cycleId: string;
  departmentId: string;
}

export function NewApplicationPage(props: NewApplicationPageProps) {
  const { t } = useTranslation("application");
  const format = useFormat();
  const { cycles, departments } = props;
  const header = (
    <PageHeader
      crumbs={[{ label: t("projects:title"), to: "/projects" }, { label: t("new_title") }]}
      title={t("new_title")}
      note={t("new_intro")}
    />
  );
  const lacking =
    cycles.length === 0 ? "no_cycle" : departments.length === 0 ? "no_department" : null;
  if (lacking)
    return (
      <>
        {header}
        <EmptyState title={t(lacking)} text={t(`${lacking}_text`)} />
      </>
    );
  return (
    <>
      {header}
      <ApplicationForm
        action="/projects/new"
        revision={0}
        malformed={{}}
        returned={{}}
        {...props.form}
      >
        <Card>
          <SelectField
            name="cycleId"
            label={t("cycle")}
            placeholder={null}
            defaultValue={props.cycleId}
            options={cycles.map(({ id, name, applyUntil }) => ({
              value: id,
              label: applyUntil ? t("until", { name, date: format.date(applyUntil) }) : name,
            }))}
          />
          <SelectField
            name="departmentId"
            label={t("department")}
            placeholder={null}
            defaultValue={props.departmentId}
            options={departments.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <p className="hint">{t("create_hint")}</p>
        </Card>
      </ApplicationForm>
    </>
  );
}
