import { Form } from "@remix-run/react";
import { useForm, type SubmissionResult } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import type { NoticeView } from "~/domain/notice-views";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  ErrorSummary,
  LinkButton,
  Notice,
  PageHeader,
  SelectField,
  SubmitButton,
  TextAreaField,
  TextField,
} from "~/ui/kit";
import { useNoticeTitle } from "./notices-page";

interface Fields {
  projectId: string;
  entryId: string;
  text: string;
  contactName: string;
  contact: string;
  website: string;
}

export interface ObjectionFormPageProps {
  notice: NoticeView;
  answer: { reply?: SubmissionResult; refusal?: Refusal } | undefined;
}

export function ObjectionFormPage({ notice, answer }: ObjectionFormPageProps) {
  const { t } = useTranslation("notices");
  const title = useNoticeTitle()(notice);
  const [form, fields] = useForm<Fields>({
    id: "objection",
    lastResult: answer?.reply ?? null,
    shouldValidate: "onSubmit",
  });
  const back = `/notices/${notice.id}`;
  const isProject = notice.kind === "establishment";
  const options = isProject
    ? notice.projects
        .filter(({ isWithdrawn }) => !isWithdrawn)
        .map((one) => ({ value: one.id, label: one.title }))
    : notice.entries.map((one) => ({ value: one.id, label: one.title }));
  return (
    <>
      <PageHeader
        title={t("objection.title")}
        crumbs={[
          { label: t("list.title"), to: "/notices" },
          { label: title, to: back },
          { label: t("objection.title") },
        ]}
        note={title}
      />
      {!notice.takesObjections && (
        <Notice tone="warn">
          {t("objection.over", { from: notice.startsOn, until: notice.endsOn })}
        </Notice>
      )}
      <Card>
        <Form method="post" id={form.id} className="grid max-w-[640px] gap-3">
          <ErrorSummary
            form={form}
            refusal={answer?.refusal ?? null}
            labels={{
              text: t("objection.text"),
              contactName: t("objection.contact_name"),
              contact: t("objection.contact"),
            }}
          />
          <p className="muted">{t("objection.privacy")}</p>
          <SelectField
            meta={isProject ? fields.projectId : fields.entryId}
            label={t("objection.about")}
            placeholder={t("objection.about_all")}
            options={options}
          />
          <TextAreaField
            meta={fields.text}
            label={t("objection.text")}
            hint={t("objection.text_hint")}
            rows={6}
            maxLength={2000}
            required
          />
          <TextField
            meta={fields.contactName}
            label={t("objection.contact_name")}
            autoComplete="name"
            maxLength={40}
            required
          />
          <TextField
            meta={fields.contact}
            label={t("objection.contact")}
            hint={t("objection.contact_hint")}
            maxLength={80}
            required
          />
          <div hidden>
            <TextField
              meta={fields.website}
              label={t("objection.leave_empty")}
              autoComplete="off"
            />
          </div>
          <div className="acts">
            <SubmitButton>{t("objection.send")}</SubmitButton>
            <LinkButton to={back} tone="quiet">
              {t("common:actions.cancel")}
            </LinkButton>
          </div>
        </Form>
      </Card>
    </>
  );
}
