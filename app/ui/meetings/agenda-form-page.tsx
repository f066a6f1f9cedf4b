import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AGENDA_PURPOSES, GRADES, PURPOSES, type AgendaPurpose } from "~/domain/committee/agenda";
import type { Candidate } from "~/domain/committee/views";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  EmptyState,
  ErrorSummary,
  LinkButton,
  NumberField,
  PageHeader,
  SelectField,
  SubmitButton,
  Tabs,
  TextAreaField,
  TextField,
} from "~/ui/kit";

export interface AgendaFormPageProps {
  meeting: { id: string; title: string; isClerk: boolean };
  purpose: AgendaPurpose;
  candidates: Candidate[];
  answer: { refusal: Refusal } | undefined;
}

export function AgendaFormPage({ meeting, purpose, candidates, answer }: AgendaFormPageProps) {
  const { t } = useTranslation("meetings");
  const back = `/meetings/${meeting.id}`;
  const rule = PURPOSES[purpose];
  return (
    <>
      <PageHeader
        title={t(meeting.isClerk ? "agenda.add" : "agenda.propose")}
        crumbs={[
          { label: t("list.title"), to: "/meetings" },
          { label: meeting.title, to: back },
          { label: t("agenda.add") },
        ]}
        note={t(meeting.isClerk ? "agenda.add_note" : "agenda.propose_note")}
      />
      <Tabs
        items={AGENDA_PURPOSES.map((one) => ({
          to: `?purpose=${one}`,
          label: t(`purpose.${one}`),
          current: one === purpose,
        }))}
      />
      <Card>
        {candidates.length === 0 ? (
          <EmptyState title={t("agenda.none")} text={t(`agenda.none_text.${purpose}`)} />
        ) : (
          <Form method="post" className="grid gap-3">
            <ErrorSummary refusal={answer?.refusal ?? null} />
            <input type="hidden" name="purpose" value={purpose} />
            <fieldset className="field" id="projects" tabIndex={-1}>
              <legend>{t("agenda.choose")}</legend>
              <p className="hint">{t("agenda.choose_hint")}</p>
              <div className="checks">
                {candidates.map(({ id, code, title, department, place, score }) => (
                  <div key={id} className="grid gap-1 sm:grid-cols-[1fr_160px]">
                    <label className="check">
                      <input type="checkbox" name="projects" value={id} />
                      <span>
                        {title}
                        <small>
                          {code} · {department}
                          {place !== null &&
                            ` · ${t("standing.place", { place, score: score ?? "" })}`}
                        </small>
                      </span>
                    </label>
                    {purpose === "grade" && (
                      <SelectField
                        name={`grade-${id}`}
                        label={t("agenda.grade_of", { title })}
                        hideLabel
                        options={GRADES.map((value) => ({
                          value,
                          label: t(`lifecycle:outcome.${value}`),
                        }))}
                      />
                    )}
                  </div>
                ))}
              </div>
            </fieldset>
            <TextField
              name="title"
              label={t("agenda.item_title")}
              hint={t("agenda.item_title_hint")}
              maxLength={120}
            />
            {rule.standing === "establishment" && (
              <NumberField
                name="lastPlace"
                label={t("agenda.last_place")}
                hint={t("agenda.last_place_hint")}
                whole
              />
            )}
            <TextAreaField
              name="note"
              label={t(rule.ground ? "agenda.ground" : "agenda.note")}
              required={rule.ground}
              maxLength={2000}
            />
            <div className="acts">
              <SubmitButton>
                {t(meeting.isClerk ? "agenda.add_do" : "agenda.propose_do")}
              </SubmitButton>
              <LinkButton to={back} tone="quiet">
                {t("common:actions.cancel")}
              </LinkButton>
            </div>
          </Form>
        )}
      </Card>
    </>
  );
}
