import { useTranslation } from "react-i18next";
import { DECLARED_RECUSALS } from "~/domain/scoring/recusal";
import { ConfirmForm, SelectField } from "~/ui/kit";

/** Declares a conflict; on a list the entry is chosen too. */
export function RecusalForm({ entries }: { entries?: readonly { id: string; title: string }[] }) {
  const { t } = useTranslation("scoring");
  return (
    <ConfirmForm
      label={t("recuse.label")}
      small
      text={t("recuse.text")}
      reason="optional"
      reasonLabel={t("recuse.reason")}
      hidden={{ intent: "recuse" }}
    >
      {entries && (
        <SelectField
          name="entryId"
          id={`entry-${entries[0]?.id ?? ""}`}
          label={t("recuse.entry")}
          required
          options={entries.map(({ id, title }) => ({ value: id, label: title }))}
        />
      )}
      <SelectField
        name="kind"
        id={`kind-${entries?.[0]?.id ?? "own"}`}
        label={t("recuse.kind")}
        required
        options={DECLARED_RECUSALS.map((kind) => ({
          value: kind,
          label: t(`rounds:recusal.${kind}`),
        }))}
      />
    </ConfirmForm>
  );
}
