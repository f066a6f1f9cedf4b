import { Form } from "@remix-run/react";
import { useForm, type SubmissionResult } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import { Card, ErrorSummary, Notice, SubmitButton, TextField } from "~/ui/kit";
import { DEMO_ACCOUNTS } from "./demo-accounts";

export interface SignInPageProps {
  returnTo: string;
  demo: boolean;
  answer: { reply?: SubmissionResult; refusal?: Refusal } | undefined;
}

export function SignInPage({ returnTo, demo, answer }: SignInPageProps) {
  const { t } = useTranslation("account");
  const [form, fields] = useForm<{ username: string; password: string }>({
    lastResult: answer?.reply ?? null,
    shouldValidate: "onSubmit",
  });
  return (
    <main className="mx-auto flex min-h-screen max-w-[420px] flex-col justify-center gap-4 p-4">
      <h1>
        <span className="text-accent">{t("shell:brand")}</span> {t("sign_in.title")}
      </h1>
      <Card>
        <Form method="post" id={form.id} noValidate={false} className="grid gap-3">
          <ErrorSummary
            form={form}
            refusal={answer?.refusal ?? null}
            labels={{ username: t("sign_in.username"), password: t("sign_in.password") }}
          />
          <input type="hidden" name="returnTo" value={returnTo} />
          <TextField
            meta={fields.username}
            label={t("sign_in.username")}
            autoComplete="username"
            required
            spellCheck={false}
          />
          <TextField
            meta={fields.password}
            label={t("sign_in.password")}
            type="password"
            autoComplete="current-password"
            required
          />
          <SubmitButton tone="main">{t("sign_in.submit")}</SubmitButton>
          <p className="muted">{t("sign_in.forgotten")}</p>
        </Form>
      </Card>
      {demo && (
        <Notice tone="warn">
          <p>
            <strong>{t("sign_in.demo_title")}</strong> {t("sign_in.demo_text")}
          </p>
          <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
            {DEMO_ACCOUNTS.map(([username, role]) => (
              <li key={username}>
                <code>{username}</code> {t(`demo_role.${role}`)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </main>
  );
}
