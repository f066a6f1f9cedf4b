import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { RoleOffer } from "~/domain/import/columns";
import { Card, SelectField, SubmitButton } from "~/ui/kit";
import type { CurrentImport } from "./import-words";

/** What each column means: proposed from the headings, changed by hand, remembered once imported. */
export function MappingForm({ current }: { current: CurrentImport }) {
  const { t } = useTranslation("imports");
  const { report, reading, offers, criteria } = current;
  const nameOf = ({ role, required }: RoleOffer) => {
    const criterion = criteria.find(({ key }) => role === `criterion:${key}`);
    const name = criterion
      ? t("role.criterion_score", { name: criterion.name })
      : t(`role.${role}`);
    return required ? t("mapping.required", { name }) : name;
  };
  const options = offers.map((offer) => ({ value: offer.role, label: nameOf(offer) }));
  const choosesCriterion =
    reading.layout === "sheets_matrix" &&
    criteria.length > 1 &&
    !reading.columns.includes("criterion");
  return (
    <Card title={t("mapping.title")}>
      <p className="muted mb-2">{t("mapping.text")}</p>
      <Form method="post">
        <input type="hidden" name="intent" value="preview" />
        <input type="hidden" name="importId" value={current.id} />
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {report.headers.map((header, column) => (
            <SelectField
              key={column}
              name={`column.${column}`}
              id={`column-${column}`}
              label={header || t("mapping.unnamed", { column: column + 1 })}
              placeholder={t("mapping.ignore")}
              defaultValue={reading.columns[column] ?? ""}
              options={options}
            />
          ))}
        </div>
        {choosesCriterion && (
          <SelectField
            name="criterion"
            label={t("mapping.criterion")}
            hint={t("mapping.criterion_hint")}
            defaultValue={reading.criterion}
            options={criteria.map(({ key, name }) => ({ value: key, label: name }))}
          />
        )}
        <p className="mt-3">
          <SubmitButton tone="plain">{t("mapping.submit")}</SubmitButton>
        </p>
      </Form>
    </Card>
  );
}
