import { useForm, type SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  Chip,
  Columns,
  DataTable,
  DateField,
  EmptyState,
  ErrorSummary,
  PageHeader,
  RadioGroup,
  SubmitButton,
  Tabs,
  TextField,
  useFormat,
} from "~/ui/kit";

interface Day {
  date: string;
  kind: "off" | "work";
  name: string;
}

export interface CalendarPageProps {
  year: number;
  years: readonly number[];
  days: readonly Day[];
  answer: { reply?: SubmissionResult; refusal?: Refusal } | undefined;
}

const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

export function CalendarPage({ year, years, days, answer }: CalendarPageProps) {
  const { t } = useTranslation("calendar");
  const format = useFormat();
  const weekday = (date: string) =>
    t(`weekday.${WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "sun"}`);
  return (
    <>
      <PageHeader title={t("title")} note={t("note")} />
      <Tabs
        items={years.map((one) => ({
          to: `/calendar?year=${one}`,
          label: String(one),
          current: one === year,
        }))}
      />
      <Columns aside={<AddDays key={days.length} answer={answer} />}>
        <Card title={t("of_year", { year })} flush>
          <DataTable
            caption={t("of_year", { year })}
            rows={days}
            rowKey={(row) => row.date}
            empty={<EmptyState title={t("empty", { year })} text={t("empty_text")} />}
            columns={[
              {
                key: "date",
                header: t("field.date"),
                heading: true,
                cell: (row) => `${format.date(row.date)} ${weekday(row.date)}`,
              },
              {
                key: "kind",
                header: t("field.kind"),
                cell: (row) => (
                  <Chip tone={row.kind === "off" ? "ok" : "warn"}>{t(`kind.${row.kind}`)}</Chip>
                ),
              },
              { key: "name", header: t("field.name"), cell: (row) => row.name || "–" },
              {
                key: "drop",
                header: t("field.actions"),
                cell: (row) => (
                  <Form method="post">
                    <SubmitButton
                      tone="plain"
                      small
                      name="drop"
                      value={row.date}
                      aria-label={t("drop_day", { date: format.date(row.date) })}
                    >
                      {t("common:actions.remove")}
                    </SubmitButton>
                  </Form>
                ),
              },
            ]}
          />
        </Card>
      </Columns>
    </>
  );
}

function AddDays({ answer }: Pick<CalendarPageProps, "answer">) {
  const { t } = useTranslation("calendar");
  const [form, fields] = useForm<Record<"kind" | "from" | "until" | "name", string>>({
    lastResult: answer?.reply ?? null,
    defaultValue: { kind: "off" },
  });
  const labels = {
    kind: t("field.kind"),
    from: t("field.from"),
    until: t("field.until"),
    name: t("field.name"),
  };
  return (
    <Card title={t("add")}>
      <Form method="post" id={form.id} className="grid gap-3">
        <ErrorSummary form={form} refusal={answer?.refusal ?? null} labels={labels} />
        <RadioGroup
          meta={fields.kind}
          label={labels.kind}
          required
          options={(["off", "work"] as const).map((value) => ({
            value,
            label: t(`kind.${value}`),
          }))}
        />
        <DateField meta={fields.from} label={labels.from} required />
        <DateField meta={fields.until} label={labels.until} hint={t("until_hint")} />
        <TextField meta={fields.name} label={labels.name} maxLength={40} />
        <div className="acts">
          <SubmitButton>{t("common:actions.save")}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}
