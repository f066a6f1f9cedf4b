import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { partyLabel, transitionLabel, type SubjectName } from "~/domain/lifecycle/machine";
import type { PartyKey } from "~/domain/lifecycle/parties";
import type { Refusal } from "~/domain/refusal";
import {
  DateField,
  SubmitButton,
  TextAreaField,
  TextField,
  TransitionButtons,
  useFormat,
  type ButtonTone,
} from "~/ui/kit";

export interface Step {
  transition: string;
  tone: "main" | "normal" | "danger";
  reason: "required" | "optional" | "none";
  asks: readonly string[];
  refusal: Refusal | null;
  given: readonly { party: PartyKey; name: string; at: string }[];
}

const TONES: Readonly<Record<Step["tone"], ButtonTone>> = {
  main: "main",
  normal: "plain",
  danger: "bad",
};

export interface StepButtonsProps {
  subject: SubjectName;
  actionUrl: string;
  state: string;
  steps: readonly Step[];
  /** Fields that a return may give reasons for, with their labels. */
  fields?: readonly { field: string; label: string }[];
}

/** The buttons the lifecycle table offers; what asks for more than a reason gets a form of its own. */
export function StepButtons({ subject, actionUrl, state, steps, fields = [] }: StepButtonsProps) {
  const { t } = useTranslation("lifecycle");
  const format = useFormat();
  const label = (step: Step) => t(transitionLabel(subject, step.transition));
  const asking = steps.filter((step) => step.asks.length > 0 && step.refusal === null);
  const plain = steps.filter((step) => !asking.includes(step));
  return (
    <>
      {plain.length > 0 && (
        <TransitionButtons
          actionUrl={actionUrl}
          state={state}
          items={plain.map((step) => ({
            transition: step.transition,
            label: label(step),
            tone: TONES[step.tone],
            refusal: step.refusal,
            reasonMode: step.reason,
            consentsGiven: step.given.map(({ party, name, at }) =>
              t("cycles:consent", { party: t(partyLabel(party)), name, at: format.dateTime(at) }),
            ),
          }))}
        />
      )}
      {asking.map((step) => (
        <details key={step.transition} className="reveal mt-2">
          <summary className="btn">{label(step)}…</summary>
          <Form method="post" action={actionUrl} className="grid gap-3" preventScrollReset>
            <input type="hidden" name="transition" value={step.transition} />
            <input type="hidden" name="expectedState" value={state} />
            {step.asks.includes("field_reasons") &&
              fields.map((field) => (
                <TextField
                  key={field.field}
                  id={`${step.transition}-${field.field}`}
                  name={`field.${field.field}`}
                  label={t("cycles:ask.field_reason", { field: field.label })}
                  maxLength={500}
                />
              ))}
            {step.asks.includes("due_date") && (
              <DateField
                id={`${step.transition}-dueOn`}
                name="dueOn"
                label={t("cycles:ask.due_on")}
                hint={t("cycles:ask.due_on_hint")}
              />
            )}
            {step.reason !== "none" && (
              <TextAreaField
                id={`${step.transition}-reason`}
                name="reason"
                label={t("common:form.reason")}
                hint={t("common:form.reason_hint")}
                required={step.reason === "required"}
                maxLength={2000}
                rows={3}
              />
            )}
            <SubmitButton tone={step.tone === "danger" ? "bad" : "main"}>
              {label(step)}
            </SubmitButton>
          </Form>
        </details>
      ))}
    </>
  );
}
