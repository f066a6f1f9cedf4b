import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { PressLevel } from "~/domain/pressing";
import { Card, SelectField, SubmitButton, TextAreaField, Timeline } from "~/ui/kit";
import type { ExecutionTabProps } from "./execution-tab";

export interface PressCardProps {
  projectId: string;
  rows: ExecutionTabProps["presses"];
  levels: readonly PressLevel[];
}

/** 督办 and 督促: what was said to whom it concerns, and the form for who may say it. */
export function PressCard({ projectId, rows, levels }: PressCardProps) {
  const { t } = useTranslation("execution");
  const [only] = levels;
  return (
    <Card title={t("press.title")}>
      {rows.length === 0 ? (
        <p className="muted">{t("press.empty")}</p>
      ) : (
        <Timeline
          items={rows.map((row) => ({
            id: row.id,
            at: row.pressedAt,
            title: t(`press.level.${row.level}`),
            by: row.byName,
            note: row.text,
          }))}
        />
      )}
      {only && (
        <Form
          method="post"
          action={`/projects/${projectId}/execution`}
          className="noprint mt-3"
          preventScrollReset
        >
          <input type="hidden" name="intent" value="press" />
          {levels.length > 1 ? (
            <SelectField
              id="press-level"
              name="level"
              label={t("press.level_label")}
              options={levels.map((level) => ({ value: level, label: t(`press.level.${level}`) }))}
              placeholder={null}
            />
          ) : (
            <input type="hidden" name="level" value={only} />
          )}
          <TextAreaField
            key={rows.length}
            id="press-text"
            name="text"
            label={t("press.text")}
            hint={t("press.hint")}
            rows={2}
            required
            maxLength={1000}
          />
          <SubmitButton>{t(only === "urge" ? "press.urge_do" : "press.do")}</SubmitButton>
        </Form>
      )}
    </Card>
  );
}
