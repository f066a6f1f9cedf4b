import { useTranslation } from "react-i18next";
import { PageHeader } from "~/ui/kit";
import { CycleForm, type CycleFormProps } from "./cycle-form";

export function NewCyclePage(props: Omit<CycleFormProps, "backTo">) {
  const { t } = useTranslation("cycles");
  return (
    <>
      <PageHeader
        title={t(`new.heading.${props.kind}`)}
        crumbs={[{ label: t("title"), to: "/cycles" }, { label: t("new.title") }]}
        note={t(`new.note.${props.kind}`)}
      />
      <CycleForm {...props} backTo="/cycles" />
    </>
  );
}

export function EditCyclePage(props: CycleFormProps & { name: string; cycleId: string }) {
  const { t } = useTranslation("cycles");
  return (
    <>
      <PageHeader
        title={t("edit.title")}
        crumbs={[
          { label: t("title"), to: "/cycles" },
          { label: props.name, to: `/cycles/${props.cycleId}` },
          { label: t("edit.title") },
        ]}
        note={t(`edit.note.${props.kind}`)}
      />
      <CycleForm {...props} />
    </>
  );
}
