import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { LAYOUTS } from "~/domain/import/columns";
import { Card, FileField, RadioGroup, SelectField, SubmitButton } from "~/ui/kit";
import type { ImportPageProps } from "./import-page";

export function UploadForm({
  cycle,
  rounds,
  chosen,
}: Pick<ImportPageProps, "cycle" | "rounds" | "chosen">) {
  const { t } = useTranslation("imports");
  const layouts = LAYOUTS.filter((layout) => layout !== "entries" || cycle.kind === "municipal");
  const first = layouts.find((layout) => layout === chosen.layout) ?? layouts[0] ?? "";
  const open = rounds.find((round) => round.id === chosen.roundId) ?? rounds[0];
  return (
    <div className="cols">
      <Card title={t("upload.title")}>
        <Form method="post" encType="multipart/form-data" className="grid gap-3">
          <RadioGroup
            name="layout"
            label={t("upload.layout")}
            required
            defaultValues={[first]}
            options={layouts.map((layout) => ({
              value: layout,
              label: t(`layout.${layout}.name`),
              hint: t(`layout.${layout}.hint`),
            }))}
          />
          {rounds.length > 0 && (
            <SelectField
              name="roundId"
              label={t("upload.round")}
              hint={t("upload.round_hint")}
              placeholder={null}
              defaultValue={open?.id ?? ""}
              options={rounds.map((round) => ({
                value: round.id,
                label: t("upload.round_option", {
                  name: round.name,
                  state: t(`lifecycle:round.state.${round.state}.staff`),
                }),
              }))}
            />
          )}
          <FileField
            name="file"
            label={t("upload.file")}
            hint={t("upload.file_hint")}
            accept=".xlsx,.csv"
            required
          />
          <p>
            <SubmitButton>{t("upload.submit")}</SubmitButton>
          </p>
        </Form>
      </Card>
      <aside>
        <Card title={t("template.title")}>
          <p className="muted mb-2">{t("template.text")}</p>
          <ul className="grid gap-1">
            {layouts.map((layout) => (
              <li key={layout}>
                <a
                  href={`/cycles/${cycle.id}/import/template.xlsx?layout=${layout}&round=${open?.id ?? ""}`}
                  download
                >
                  {t("template.link", { name: t(`layout.${layout}.name`) })}
                </a>
              </li>
            ))}
          </ul>
        </Card>
      </aside>
    </div>
  );
}
