import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Card, SubmitButton, TextField } from "~/ui/kit";

/** Whoever objected looks up the state with the receipt. */
export function ReceiptForm() {
  const { t } = useTranslation("notices");
  return (
    <Card title={t("receipt.find")}>
      <Form method="get" action="/notices/objection" className="flex flex-wrap items-end gap-3">
        <TextField
          name="receipt"
          label={t("receipt.code")}
          placeholder={t("receipt.pattern")}
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          required
        />
        <SubmitButton tone="plain">{t("receipt.look")}</SubmitButton>
      </Form>
    </Card>
  );
}
