import { Form } from "@remix-run/react";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { CHECK_ITEMS, type CheckItem } from "~/domain/application-fields";
import type { ProjectState } from "~/domain/lifecycle/project-table";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  Columns,
  ErrorSummary,
  HiddenField,
  LinkButton,
  Notice,
  PageHeader,
  RadioGroup,
  SubmitButton,
  TextAreaField,
  useFormat,
} from "~/ui/kit";
import { ApplicationView } from "./application-view";

export interface FormCheckPageProps {
  project: { id: string; code: string; title: string; state: ProjectState };
  version: number;
  revision: number;
  items: readonly { key: CheckItem; ok: boolean; reason: string }[];
  checked: { by: string; at: string } | null;
  application: ComponentProps<typeof ApplicationView>;
  refusal: Refusal | null;
  /** What was posted and not taken. */
  typed: readonly { key: CheckItem; ok: boolean; reason: string }[] | null;
  errors: Readonly<Record<string, string[]>>;
}

/** The office's check list beside what is checked. */
export function FormCheckPage(props: FormCheckPageProps) {
  const { t } = useTranslation("application");
  const { project, version, checked, refusal, errors } = props;
  const format = useFormat();
  const path = `/projects/${project.id}`;
  const items = props.typed ?? props.items;
  const open = project.state === "submitted";
  const done =
    checked !== null && CHECK_ITEMS.every((key) => items.some((one) => one.key === key && one.ok));
  return (
    <>
      <PageHeader
        crumbs={[
          { label: t("projects:title"), to: "/projects" },
          { label: project.code, to: path },
          { label: t("form_check.title") },
        ]}
        title={t("form_check.title")}
        note={project.title}
        actions={<LinkButton to={path}>{t("attachments:back")}</LinkButton>}
      />
      <ErrorSummary
        refusal={refusal}
        errors={errors}
        labels={Object.fromEntries(
          CHECK_ITEMS.map((key) => [`${key}.reason`, t(`form_check.item.${key}`)]),
        )}
      />
      {!open && (
        <Notice>
          {t("form_check.closed", { state: t(`lifecycle:project.state.${project.state}.staff`) })}
        </Notice>
      )}
      {open && done && <Notice tone="ok">{t("form_check.done")}</Notice>}
      <Columns
        aside={
          <Card title={t("form_check.caption", { version })}>
            <Form method="post">
              <p className="hint">{t("form_check.intro")}</p>
              <HiddenField name="revision" value={props.revision} />
              {CHECK_ITEMS.map((key) => {
                const item = items.find((one) => one.key === key);
                return (
                  <div key={key} className="field">
                    <RadioGroup
                      name={`${key}.ok`}
                      label={t(`form_check.item.${key}`)}
                      inline
                      disabled={!open}
                      defaultValues={item ? [item.ok ? "yes" : "no"] : []}
                      options={[
                        { value: "yes", label: t("form_check.ok") },
                        { value: "no", label: t("form_check.not_ok") },
                      ]}
                    />
                    <TextAreaField
                      name={`${key}.reason`}
                      label={t("form_check.reason")}
                      rows={2}
                      maxLength={500}
                      disabled={!open}
                      defaultValue={item?.reason ?? ""}
                      errors={errors[`${key}.reason`] ?? []}
                    />
                  </div>
                );
              })}
              {open && <SubmitButton>{t("form_check.save")}</SubmitButton>}
              {checked && (
                <p className="muted">
                  {t("form_check.saved", { by: checked.by, time: format.dateTime(checked.at) })}
                </p>
              )}
            </Form>
          </Card>
        }
      >
        <ApplicationView {...props.application} />
      </Columns>
    </>
  );
}
