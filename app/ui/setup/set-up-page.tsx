import { useForm, type SubmissionResult } from "@conform-to/react";
import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  ErrorSummary,
  Stepper,
  SubmitButton,
  TextAreaField,
  TextField,
  type FieldProps,
} from "~/ui/kit";

type Kind = "hospital" | "centre";
const PERSONS = ["systemAdmin", "securityAdmin", "auditor", "officer"] as const;

interface Person {
  name: string;
  username: string;
  password: string;
}
type Fields = { kind: Kind; name: string; hospitals: string } & Record<
  (typeof PERSONS)[number],
  Person
>;

export interface SetUpPageProps {
  kind: Kind | null;
  answer: { reply?: SubmissionResult; refusal?: Refusal } | undefined;
}

/** Two steps: what this installation is for, then its organisations and first people. */
export function SetUpPage({ kind, answer }: SetUpPageProps) {
  const { t } = useTranslation("setup");
  return (
    <main className="mx-auto grid max-w-[760px] gap-4 p-4">
      <h1>
        <span className="text-accent">{t("shell:brand")}</span> {t("title")}
      </h1>
      <Stepper
        steps={[
          { label: t("step.kind"), state: kind ? "done" : "now" },
          { label: t("step.people"), state: kind ? "now" : "todo" },
          { label: t("step.sign_in"), state: "todo" },
        ]}
      />
      {kind ? <SetUpForm kind={kind} answer={answer} /> : <KindChoice />}
    </main>
  );
}

function KindChoice() {
  const { t } = useTranslation("setup");
  return (
    <Card title={t("kind.title")}>
      <div className="grid gap-4">
        {(["hospital", "centre"] as const).map((kind) => (
          <div key={kind}>
            <Link className="btn main" to={`?kind=${kind}`}>
              {t(`kind.${kind}`)}
            </Link>
            <p className="muted mt-1">{t(`kind.${kind}_text`)}</p>
          </div>
        ))}
      </div>
    </Card>
  );
}

function SetUpForm({ kind, answer }: { kind: Kind; answer: SetUpPageProps["answer"] }) {
  const { t } = useTranslation("setup");
  const [form, fields] = useForm<Fields>({ lastResult: answer?.reply ?? null });
  const labels: Record<string, string> = {
    name: t(`name.${kind}`),
    hospitals: t("hospitals"),
  };
  for (const key of PERSONS)
    for (const part of ["name", "username", "password"] as const)
      labels[`${key}.${part}`] = `${titleOf(key)} ${t(`person.${part}`)}`;

  function titleOf(key: (typeof PERSONS)[number]): string {
    return t(key === "officer" ? `officer.${kind}` : `role.${key}`);
  }
  return (
    <Form method="post" id={form.id} className="grid gap-4">
      <ErrorSummary form={form} refusal={answer?.refusal ?? null} labels={labels} />
      <input type="hidden" name="kind" value={kind} />
      <Card title={t("organisations")} aside={<Link to="?">{t("kind.other")}</Link>}>
        <div className="grid gap-3">
          <TextField meta={fields.name} label={t(`name.${kind}`)} required maxLength={100} />
          {kind === "centre" && (
            <TextAreaField
              meta={fields.hospitals}
              label={t("hospitals")}
              hint={t("hospitals_hint")}
              rows={6}
            />
          )}
        </div>
      </Card>
      <p>{t("people_text")}</p>
      {PERSONS.map((key) => {
        const parts = fields[key].getFieldset();
        const required: Pick<FieldProps, "required"> = { required: key !== "officer" };
        return (
          <Card key={key} title={titleOf(key)}>
            <p className="muted mb-2">{t(key === "officer" ? "officer.text" : `may.${key}`)}</p>
            <div className="grid gap-3 md:grid-cols-3">
              <TextField meta={parts.name} label={t("person.name")} {...required} maxLength={60} />
              <TextField
                meta={parts.username}
                label={t("person.username")}
                {...required}
                autoComplete="off"
                spellCheck={false}
              />
              <TextField
                meta={parts.password}
                label={t("person.password")}
                {...required}
                type="password"
                autoComplete="new-password"
                minLength={10}
              />
            </div>
          </Card>
        );
      })}
      <p className="muted">{t("password_hint")}</p>
      <div className="acts">
        <SubmitButton>{t("submit")}</SubmitButton>
      </div>
    </Form>
  );
}
