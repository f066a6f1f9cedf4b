import { useForm, type SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ORGANISATION_KINDS, type OrganisationKind } from "~/domain/people";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  Chip,
  ConfirmForm,
  DescriptionList,
  ErrorSummary,
  HiddenField,
  LinkButton,
  PageHeader,
  SelectField,
  SubmitButton,
  TextField,
} from "~/ui/kit";

interface Organisation {
  id: string;
  kind: OrganisationKind;
  parentId: string | null;
  name: string;
  shortName: string;
  code: string;
  category: string;
  closedAt: string | null;
}

export interface OrganisationFormPageProps {
  /** null: a new one. */
  organisation: Organisation | null;
  parents: readonly { id: string; name: string; kind: OrganisationKind }[];
  answer: { reply?: SubmissionResult; refusal?: Refusal } | undefined;
}

const CATEGORIES = ["clinical", "medical_technical", "functional"] as const;

interface Fields {
  kind: string;
  parentId: string;
  name: string;
  shortName: string;
  code: string;
  category: string;
}

export function OrganisationFormPage({ organisation, parents, answer }: OrganisationFormPageProps) {
  const { t } = useTranslation("organisations");
  const [form, fields] = useForm<Fields>({
    lastResult: answer?.reply ?? null,
    defaultValue: organisation
      ? { ...organisation, parentId: organisation.parentId ?? "" }
      : { kind: "department" },
  });
  const title = organisation?.name ?? t("new");
  const parent = parents.find(({ id }) => id === organisation?.parentId);
  const keys = ["kind", "parentId", "name", "shortName", "code", "category"] as const;
  const labels = Object.fromEntries(
    keys.map((key) => [key, t(`field.${key === "parentId" ? "parent" : key}`)]),
  );
  const hasCategory = !organisation || organisation.kind === "department";
  return (
    <>
      <PageHeader
        title={title}
        crumbs={[{ label: t("title"), to: "/organisations" }, { label: title }]}
        chips={organisation?.closedAt && <Chip>{t("closed")}</Chip>}
        actions={organisation && <CloseOrReopen closed={organisation.closedAt !== null} />}
      />
      <Card>
        <Form method="post" id={form.id} className="grid max-w-[560px] gap-3">
          <ErrorSummary form={form} refusal={answer?.refusal ?? null} labels={labels} />
          {organisation ? (
            <>
              <DescriptionList
                items={[
                  { term: t("field.kind"), value: t(`people:kind.${organisation.kind}`) },
                  { term: t("field.parent"), value: parent?.name ?? "–" },
                ]}
              />
              <p className="muted">{t("fixed")}</p>
              <HiddenField name="kind" value={organisation.kind} />
            </>
          ) : (
            <>
              <SelectField
                meta={fields.kind}
                label={t("field.kind")}
                required
                placeholder={null}
                options={ORGANISATION_KINDS.map((kind) => ({
                  value: kind,
                  label: t(`people:kind.${kind}`),
                }))}
              />
              <SelectField
                meta={fields.parentId}
                label={t("field.parent")}
                hint={t("parent_hint")}
                placeholder={t("no_parent")}
                options={parents.map(({ id, name }) => ({ value: id, label: name }))}
              />
            </>
          )}
          <TextField meta={fields.name} label={t("field.name")} required maxLength={100} />
          <TextField meta={fields.shortName} label={t("field.shortName")} maxLength={40} />
          <TextField meta={fields.code} label={t("field.code")} maxLength={40} />
          {hasCategory && (
            <SelectField
              meta={fields.category}
              label={t("field.category")}
              hint={organisation ? undefined : t("category_hint")}
              options={CATEGORIES.map((one) => ({
                value: one,
                label: t(`people:category.${one}`),
              }))}
            />
          )}
          <div className="acts">
            <SubmitButton>{t("common:actions.save")}</SubmitButton>
            <LinkButton to="/organisations">{t("common:actions.cancel")}</LinkButton>
          </div>
        </Form>
      </Card>
    </>
  );
}

function CloseOrReopen({ closed }: { closed: boolean }) {
  const { t } = useTranslation("organisations");
  return closed ? (
    <ConfirmForm label={t("reopen")} hidden={{ intent: "reopen" }} text={t("reopen_text")} />
  ) : (
    <ConfirmForm
      label={t("close")}
      tone="bad"
      hidden={{ intent: "close" }}
      text={t("close_text")}
    />
  );
}
