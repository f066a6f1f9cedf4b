import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { EffectEvaluation } from "~/domain/evaluation/effect";
import type { IndicatorResult } from "~/domain/evaluation/verdict";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  Chip,
  DescriptionList,
  EmptyState,
  LinkButton,
  Notice,
  RefusalNotice,
  SelectField,
  SubmitButton,
  TextAreaField,
  useFormat,
} from "~/ui/kit";
import { IndicatorResultCard } from "./indicator-result";

export interface EffectVersion {
  version: number;
  state: string;
  body: EffectEvaluation;
  results: IndicatorResult[];
  savedAt: string;
  savedBy: string;
  submittedAt: string | null;
  verifier: string | null;
  verifiedBy: string | null;
  verifiedAt: string | null;
  finding: string;
}

export interface EffectTabProps {
  project: { id: string; code: string; title: string; state: string };
  effect: EffectVersion | null;
  earlier: readonly EffectVersion[];
  contested: { at: string; byName: string; reason: string; dueOn: string } | null;
  dueOn: string | null;
  may: {
    write: boolean;
    verify: { refusal: Refusal | null } | null;
    nameVerifier: readonly { id: string; name: string }[];
  };
  refusal: Refusal | null;
  /** What the verifier typed before a refusal. */
  finding: string;
}

const TONE = {
  draft: "plain",
  submitted: "info",
  verified: "ok",
  contested: "warn",
  unverified: "warn",
} as const;

export function EffectTab(props: EffectTabProps) {
  const { t } = useTranslation("effect");
  const format = useFormat();
  const { project, effect, contested, may } = props;
  const edit = may.write && (
    <LinkButton tone="main" to={`/projects/${project.id}/effect/edit`}>
      {t("edit")}
    </LinkButton>
  );
  if (!effect)
    return (
      <>
        <RefusalNotice refusal={props.refusal} />
        <EmptyState
          title={t(project.state === "evaluating" ? "not_submitted" : "none")}
          text={project.state === "evaluating" ? null : t("none_text")}
          action={edit}
        />
      </>
    );
  return (
    <>
      <RefusalNotice refusal={props.refusal} />
      {contested && (
        <Notice tone="warn">
          <p>
            {t("verification.contested", {
              name: contested.byName,
              time: format.dateTime(contested.at),
              reason: contested.reason,
            })}
          </p>
          {props.dueOn && (
            <p>{t("verification.contested_due", { date: format.date(props.dueOn) })}</p>
          )}
        </Notice>
      )}
      <Card
        title={t("version", { version: effect.version })}
        aside={
          <span className="acts">
            <Chip tone={TONE[effect.state as keyof typeof TONE]}>{t(`state.${effect.state}`)}</Chip>
            {edit}
          </span>
        }
      >
        <small>
          {t("execution:form.saved", {
            by: effect.savedBy,
            time: format.dateTime(effect.submittedAt ?? effect.savedAt),
          })}
        </small>
      </Card>
      {effect.body.indicators.map((indicator, index) => {
        const result = effect.results[index];
        return result && <IndicatorResultCard key={index} indicator={indicator} result={result} />;
      })}
      <Card title={t("field.confounders")}>
        <DescriptionList
          items={(
            ["confounders", "sideEffects", "sustainability", "comparison", "threeRates"] as const
          ).map((field) => ({
            term: t(`field.${field}`),
            value: effect.body[field] ? <span className="pre">{effect.body[field]}</span> : "–",
          }))}
        />
      </Card>
      <Verification {...props} effect={effect} />
      {props.earlier.length > 0 && (
        <Card title={t("versions")}>
          <ul>
            {props.earlier.map((one) => (
              <li key={one.version}>
                {t("version", { version: one.version })} · {t(`state.${one.state}`)} ·{" "}
                {format.dateTime(one.submittedAt ?? one.savedAt)}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function Verification(props: EffectTabProps & { effect: EffectVersion }) {
  const { t } = useTranslation("effect");
  const format = useFormat();
  const { project, effect, may } = props;
  const address = `/projects/${project.id}/effect`;
  return (
    <Card title={t("verification.title")}>
      {effect.state === "verified" ? (
        <Notice tone="ok">
          {t("verification.verified", {
            name: effect.verifiedBy ?? "–",
            time: format.dateTime(effect.verifiedAt),
          })}
        </Notice>
      ) : effect.state === "unverified" ? (
        <Notice tone="warn">{t("verification.unverified")}</Notice>
      ) : (
        <p className="muted">{t("verification.waiting")}</p>
      )}
      <DescriptionList
        items={[
          { term: t("verification.named"), value: effect.verifier },
          {
            term: t("verification.finding"),
            value: effect.finding ? <span className="pre">{effect.finding}</span> : null,
          },
        ]}
      />
      {may.verify && (
        <Form method="post" action={address} className="noprint">
          <input type="hidden" name="expectedState" value={project.state} />
          <TextAreaField
            name="finding"
            label={t("verification.finding")}
            hint={t("verification.finding_hint")}
            defaultValue={props.finding || effect.finding}
            required
            maxLength={4000}
          />
          <div className="acts">
            <SubmitButton name="intent" value="finding" tone="plain">
              {t("verification.save")}
            </SubmitButton>
            <SubmitButton name="intent" value="verify">
              {t("verification.verify")}
            </SubmitButton>
          </div>
        </Form>
      )}
      {may.nameVerifier.length > 0 && (
        <Form method="post" action={address} className="noprint mt-3">
          <input type="hidden" name="intent" value="name" />
          <SelectField
            name="personId"
            label={t("verification.named")}
            hint={t("verification.name_hint")}
            required
            options={may.nameVerifier.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <SubmitButton tone="plain">{t("verification.name")}</SubmitButton>
        </Form>
      )}
    </Card>
  );
}
