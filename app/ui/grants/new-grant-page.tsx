import { useForm, type SubmissionResult } from "@conform-to/react";
import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ROLES, type OrganisationKind } from "~/domain/people";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  DataTable,
  DateField,
  EmptyState,
  ErrorSummary,
  FilterBar,
  LinkButton,
  PageHeader,
  SelectField,
  SubmitButton,
} from "~/ui/kit";
import { GrantTable, type GrantRow } from "./grant-table";

interface Person {
  id: string;
  name: string;
  username: string | null;
  organisationName: string;
  jobTitle: string;
}

interface RoleStep {
  step: "role";
  person: Person;
  grants: readonly GrantRow[];
  organisations: readonly {
    id: string;
    name: string;
    kind: OrganisationKind;
    hospitalName: string | null;
  }[];
  cycles: readonly { id: string; name: string }[];
  everywhere: boolean;
  today: string;
}

export type NewGrantPageProps = ({ step: "person"; people: readonly Person[] } | RoleStep) & {
  answer: { reply?: SubmissionResult; refusal?: Refusal } | undefined;
};

export function NewGrantPage(props: NewGrantPageProps) {
  const { t } = useTranslation("grants");
  return (
    <>
      <PageHeader
        title={t("new")}
        crumbs={[{ label: t("title"), to: "/grants" }, { label: t("new") }]}
      />
      {props.step === "person" ? <PersonChoice people={props.people} /> : <RoleForm {...props} />}
    </>
  );
}

function PersonChoice({ people }: { people: readonly Person[] }) {
  const { t } = useTranslation("grants");
  return (
    <Card title={t("choose_person")} flush>
      <div className="p-3">
        <FilterBar search={{ placeholder: t("search") }} />
      </div>
      <DataTable
        caption={t("choose_person")}
        rows={people}
        rowKey={(row) => row.id}
        stack
        empty={<EmptyState title={t("nobody")} text={t("nobody_text")} />}
        columns={[
          {
            key: "name",
            header: t("field.person"),
            heading: true,
            cell: (row) => <Link to={`?person=${row.id}`}>{row.name}</Link>,
          },
          { key: "username", header: t("field.username"), cell: (row) => row.username ?? "–" },
          {
            key: "organisation",
            header: t("field.organisation"),
            cell: (row) => row.organisationName,
          },
          { key: "title", header: t("people:field.jobTitle"), cell: (row) => row.jobTitle || "–" },
        ]}
      />
    </Card>
  );
}

interface Fields {
  personId: string;
  role: string;
  scope: string;
  validFrom: string;
  validUntil: string;
}

function RoleForm(props: RoleStep & Pick<NewGrantPageProps, "answer">) {
  const { t } = useTranslation("grants");
  const { person, grants, organisations, cycles, everywhere, today, answer } = props;
  const [form, fields] = useForm<Fields>({
    lastResult: answer?.reply ?? null,
    defaultValue: { validFrom: today },
  });
  const labels = {
    role: t("field.role"),
    scope: t("field.scope"),
    validFrom: t("field.from"),
    validUntil: t("field.until"),
  };
  const scopes = [
    ...(everywhere ? [{ value: "installation", label: t("everywhere") }] : []),
    {
      label: t("organisations"),
      options: organisations.map(({ id, name, kind, hospitalName }) => ({
        value: `organisation:${id}`,
        label:
          (kind === "department" || kind === "branch") && hospitalName
            ? `${hospitalName} · ${name}`
            : name,
      })),
    },
    ...(cycles.length > 0
      ? [
          {
            label: t("cycles"),
            options: cycles.map(({ id, name }) => ({ value: `cycle:${id}`, label: name })),
          },
        ]
      : []),
  ];
  return (
    <>
      <Card title={t("for", { name: person.name, organisation: person.organisationName })}>
        <Form method="post" id={form.id} className="grid max-w-[560px] gap-3">
          <ErrorSummary form={form} refusal={answer?.refusal ?? null} labels={labels} />
          <input type="hidden" name="personId" value={person.id} />
          <SelectField
            meta={fields.role}
            label={labels.role}
            hint={t("role_hint")}
            required
            options={ROLES.map((role) => ({ value: role, label: t(`people:role.${role}`) }))}
          />
          <SelectField
            meta={fields.scope}
            label={labels.scope}
            hint={t("scope_hint")}
            required
            options={scopes}
          />
          <DateField meta={fields.validFrom} label={labels.validFrom} required />
          <DateField
            meta={fields.validUntil}
            label={labels.validUntil}
            hint={t("until_hint")}
            min={today}
          />
          <div className="acts">
            <SubmitButton>{t("submit")}</SubmitButton>
            <LinkButton to="/grants/new">{t("another_person")}</LinkButton>
          </div>
        </Form>
      </Card>
      <Card title={t("held")} flush>
        <GrantTable rows={grants} caption={t("held")} />
      </Card>
    </>
  );
}
