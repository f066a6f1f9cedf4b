import { useTranslation } from "react-i18next";
import type { OrganisationKind } from "~/domain/people";
import { SelectField, TextField, type FieldMeta, type OptionGroup } from "~/ui/kit";

export interface OrganisationChoice {
  id: string;
  kind: OrganisationKind;
  name: string;
  hospitalName: string | null;
}

export interface PersonFields {
  name: string;
  organisationId: string;
  jobTitle: string;
  email: string;
  phone: string;
  username: string;
}

/** Hospitals, centre and outside bodies first, then the departments of each hospital. */
export function useOrganisationOptions(choices: readonly OrganisationChoice[]): OptionGroup[] {
  const { t } = useTranslation("people");
  const groups = new Map<string, OptionGroup & { options: { value: string; label: string }[] }>();
  for (const { id, kind, name, hospitalName } of choices) {
    const below = kind === "department" || kind === "branch";
    const label = below ? (hospitalName ?? "–") : t("bodies");
    const group = groups.get(label) ?? { label, options: [] };
    group.options.push({ value: id, label: name });
    groups.set(label, group);
  }
  return [...groups.values()];
}

export function usePersonLabels(): Record<keyof PersonFields | "password", string> {
  const { t } = useTranslation("people");
  return {
    name: t("field.name"),
    organisationId: t("field.organisation"),
    jobTitle: t("field.jobTitle"),
    email: t("field.email"),
    phone: t("field.phone"),
    username: t("field.username"),
    password: t("field.password"),
  };
}

export function PersonFieldset({
  fields,
  organisations,
}: {
  fields: Readonly<Record<keyof PersonFields, FieldMeta>>;
  organisations: readonly OrganisationChoice[];
}) {
  const { t } = useTranslation("people");
  const labels = usePersonLabels();
  const options = useOrganisationOptions(organisations);
  return (
    <>
      <TextField meta={fields.name} label={labels.name} required maxLength={60} />
      <SelectField
        meta={fields.organisationId}
        label={labels.organisationId}
        required
        options={options}
      />
      <TextField meta={fields.jobTitle} label={labels.jobTitle} maxLength={60} />
      <TextField meta={fields.email} label={labels.email} type="email" />
      <TextField meta={fields.phone} label={labels.phone} type="tel" inputMode="tel" />
      <TextField
        meta={fields.username}
        label={labels.username}
        hint={t("username_hint")}
        autoComplete="off"
        spellCheck={false}
      />
    </>
  );
}
