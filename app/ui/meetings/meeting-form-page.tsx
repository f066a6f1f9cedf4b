import { Form } from "@remix-run/react";
import { useForm, type SubmissionResult } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { AGENDA_PURPOSES } from "~/domain/committee/agenda";
import type { StoredMeetingRules } from "~/domain/committee/meeting-rules";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  CheckboxField,
  CheckboxGroup,
  DateTimeField,
  ErrorSummary,
  LinkButton,
  PageHeader,
  RadioGroup,
  SubmitButton,
  TextField,
  toLocalInput,
} from "~/ui/kit";

interface Fields {
  title: string;
  startsAt: string;
  place: string;
  quorum: string;
  majority: string;
  recusedLeaveEligible: string;
  twoThirdsFor: string[];
}

export interface MeetingFormPageProps {
  meeting: {
    id: string;
    title: string;
    startsAt: string;
    place: string;
    rules: StoredMeetingRules;
  } | null;
  answer: { reply?: SubmissionResult; refusal?: Refusal } | undefined;
}

export function MeetingFormPage({ meeting, answer }: MeetingFormPageProps) {
  const { t } = useTranslation("meetings");
  const rules = meeting?.rules;
  const [form, fields] = useForm<Fields>({
    id: "meeting",
    lastResult: answer?.reply ?? null,
    shouldValidate: "onSubmit",
    defaultValue: {
      title: meeting?.title ?? "",
      startsAt: toLocalInput(meeting?.startsAt),
      place: meeting?.place ?? "",
      quorum: rules?.quorum ?? "more_than_half",
      majority: rules?.majority ?? "more_than_half",
      recusedLeaveEligible: rules?.recusedLeaveEligible ? "on" : "",
      twoThirdsFor: rules?.twoThirdsFor ?? [],
    },
  });
  const back = meeting ? `/meetings/${meeting.id}` : "/meetings";
  const shares = ["more_than_half", "two_thirds"].map((value) => ({
    value,
    label: t(`share.${value}`),
  }));
  return (
    <>
      <PageHeader
        title={t(meeting ? "form.edit" : "form.new")}
        crumbs={[
          { label: t("list.title"), to: "/meetings" },
          { label: meeting?.title ?? t("form.new"), ...(meeting ? { to: back } : {}) },
        ]}
        note={meeting ? undefined : t("form.note")}
      />
      <Card>
        <Form method="post" id={form.id} className="grid max-w-[640px] gap-3">
          <ErrorSummary
            form={form}
            refusal={answer?.refusal ?? null}
            labels={{
              title: t("form.title"),
              startsAt: t("form.starts_at"),
              place: t("form.place"),
            }}
          />
          <TextField
            meta={fields.title}
            label={t("form.title")}
            hint={t("form.title_hint")}
            required
            maxLength={80}
          />
          <DateTimeField meta={fields.startsAt} label={t("form.starts_at")} required />
          <TextField meta={fields.place} label={t("form.place")} required maxLength={80} />
          <RadioGroup
            meta={fields.quorum}
            label={t("form.quorum")}
            hint={t("form.quorum_hint")}
            options={shares}
          />
          <RadioGroup
            meta={fields.majority}
            label={t("form.majority")}
            hint={t("form.majority_hint")}
            options={shares}
          />
          <CheckboxGroup
            meta={fields.twoThirdsFor}
            label={t("form.two_thirds_for")}
            options={AGENDA_PURPOSES.map((value) => ({ value, label: t(`purpose.${value}`) }))}
          />
          <CheckboxField
            meta={fields.recusedLeaveEligible}
            label={t("form.recused_leave")}
            hint={t("form.recused_leave_hint")}
          />
          <div className="acts">
            <SubmitButton tone="main">
              {t(meeting ? "common:actions.save" : "form.call")}
            </SubmitButton>
            <LinkButton to={back} tone="quiet">
              {t("common:actions.cancel")}
            </LinkButton>
          </div>
        </Form>
      </Card>
    </>
  );
}
