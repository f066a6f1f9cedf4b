import { useForm, type SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import { Card, ErrorSummary, LinkButton, PageHeader, SubmitButton, TextField } from "~/ui/kit";
import {
  PersonFieldset,
  usePersonLabels,
  type OrganisationChoice,
  type PersonFields,
} from "./person-fields";

export interface NewPersonPageProps {
  organisations: readonly OrganisationChoice[];
  answer: { reply?: SubmissionResult; refusal?: Refusal } | undefined;
}

export function NewPersonPage({ organisations, answer }: NewPersonPageProps) {
  const { t } = useTranslation("people");
  const labels = usePersonLabels();
  const [form, fields] = useForm<PersonFields & { password: string }>({
    lastResult: answer?.reply ?? null,
  });
  return (
    <>
      <PageHeader
        title={t("new")}
        crumbs={[{ label: t("title"), to: "/people" }, { label: t("new") }]}
        note={t("new_text")}
      />
      <Card>
        <Form method="post" id={form.id} className="grid max-w-[560px] gap-3">
          <ErrorSummary form={form} refusal={answer?.refusal ?? null} labels={labels} />
          <PersonFieldset fields={fields} organisations={organisations} />
          <TextField
            meta={fields.password}
            label={labels.password}
            hint={t("password_hint")}
            type="password"
            autoComplete="new-password"
            minLength={10}
          />
          <div className="acts">
            <SubmitButton>{t("common:actions.save")}</SubmitButton>
            <LinkButton to="/people">{t("common:actions.cancel")}</LinkButton>
          </div>
        </Form>
      </Card>
    </>
  );
}
