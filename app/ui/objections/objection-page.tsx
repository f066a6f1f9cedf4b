import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { FLAWS, type ObjectionView } from "~/domain/notice-views";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  Chip,
  Columns,
  DescriptionList,
  Notice,
  PageHeader,
  RadioGroup,
  RefusalNotice,
  SubmitButton,
  TextAreaField,
  Timeline,
  TransitionButtons,
  useFormat,
  type ButtonTone,
} from "~/ui/kit";

interface StepView {
  transition: string;
  tone: "main" | "normal" | "danger";
  reason: "required" | "optional" | "none";
  refusal: Refusal | null;
  given: readonly { party: string; name: string; at: string }[];
}

export interface ObjectionPageProps {
  objection: ObjectionView;
  steps: StepView[];
  history: {
    id: string;
    at: string;
    by: string | null;
    role: string;
    transition: string;
    reason: string;
  }[];
  answer: { refusal: Refusal; typed: { recheck: string } } | undefined;
}

const BUTTON: Record<StepView["tone"], ButtonTone> = {
  main: "main",
  normal: "plain",
  danger: "bad",
};

function Recheck({ objection, answer }: Pick<ObjectionPageProps, "objection" | "answer">) {
  const { t } = useTranslation("objections");
  const { state, mayWrite, isFixed, recheck, flaw } = objection;
  if (state !== "checking" || !mayWrite || isFixed)
    return recheck ? (
      <Card title={t("recheck.title")}>
        <p className="pre">{recheck}</p>
        {flaw && <p className="mt-2">{t("recheck.found", { flaw: t(`flaw.${flaw}`) })}</p>}
      </Card>
    ) : null;
  return (
    <Card title={t("recheck.title")}>
      <Form method="post" className="grid gap-3" preventScrollReset>
        <input type="hidden" name="intent" value="recheck" />
        <TextAreaField
          name="recheck"
          label={t("recheck.text")}
          hint={t("recheck.hint")}
          defaultValue={answer?.typed.recheck || recheck}
          rows={6}
          maxLength={4000}
          required
        />
        <RadioGroup
          name="flaw"
          label={t("recheck.flaw")}
          defaultValue={flaw}
          options={[
            { value: "", label: t("flaw.none") },
            ...FLAWS.map((value) => ({
              value,
              label: t(`flaw.${value}`),
              hint: t(`flaw.${value}_hint`),
            })),
          ]}
        />
        <div className="acts">
          <SubmitButton tone="plain">{t("recheck.save")}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}

export function ObjectionPage({ objection, steps, history, answer }: ObjectionPageProps) {
  const { t } = useTranslation("objections");
  const format = useFormat();
  const about = objection.about || t("whole");
  return (
    <>
      <PageHeader
        title={about}
        crumbs={[{ label: t("list.title"), to: "/objections" }, { label: about }]}
        chips={<Chip>{t(`lifecycle:objection.state.${objection.state}.staff`)}</Chip>}
        note={t("lodged", { at: format.dateTime(objection.lodgedAt) })}
      />
      <RefusalNotice refusal={answer?.refusal} />
      {objection.state === "upheld" && objection.flaw === "scoring" && (
        <Notice tone="warn">
          <p>
            {t("score_again")}{" "}
            {objection.roundId && <Link to={`/rounds/${objection.roundId}`}>{t("to_round")}</Link>}
          </p>
        </Notice>
      )}
      <Columns
        aside={
          <Card title={t("contact.title")}>
            <DescriptionList
              items={[
                { term: t("contact.name"), value: objection.contactName },
                { term: t("contact.contact"), value: objection.contact },
              ]}
            />
            <p className="muted mt-2">{t("contact.note")}</p>
          </Card>
        }
      >
        <Card title={t("next")}>
          <TransitionButtons
            actionUrl={`/objections/${objection.id}`}
            state={objection.state}
            items={steps.map((step) => ({
              transition: step.transition,
              label: t(`lifecycle:objection.transition.${step.transition}.staff`),
              tone: BUTTON[step.tone],
              refusal: step.refusal,
              reasonMode: step.reason,
              consentsGiven: step.given.map(
                ({ party, name }) => `${t(`lifecycle:party.${party}`)} ${name}`,
              ),
              ...(step.transition === "uphold" || step.transition === "reject"
                ? { text: t(`step.${step.transition}`) }
                : {}),
            }))}
          />
        </Card>
        <Card title={t("text")}>
          <DescriptionList
            items={[
              {
                term: t("list.notice"),
                value: <Link to={`/notices/${objection.noticeId}`}>{objection.notice}</Link>,
              },
              {
                term: t("list.about"),
                value: objection.projectId ? (
                  <Link to={`/projects/${objection.projectId}`}>{about}</Link>
                ) : (
                  about
                ),
              },
              { term: t("list.ends_on"), value: format.date(objection.endsOn) },
            ]}
          />
          <p className="pre mt-3">{objection.text}</p>
        </Card>
        <Recheck objection={objection} answer={answer} />
        {objection.answer && (
          <Card title={t("answer")}>
            <p className="pre">{objection.answer}</p>
          </Card>
        )}
        <Card title={t("history")}>
          <Timeline
            items={history.map(({ id, at, by, role, transition, reason }) => ({
              id,
              at,
              title: t(`lifecycle:objection.transition.${transition}.staff`),
              by:
                by ??
                (transition === "withdraw"
                  ? t("lifecycle:party.objector")
                  : t(`people:role.${role}`)),
              note: reason,
            }))}
          />
        </Card>
      </Columns>
    </>
  );
}
