import { useForm, type SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  Columns,
  ConfirmForm,
  DescriptionList,
  ErrorSummary,
  LinkButton,
  Notice,
  PageHeader,
  SubmitButton,
} from "~/ui/kit";
import { GrantTable, type GrantRow } from "~/ui/grants/grant-table";
import { Status, type PersonListRow } from "./people-page";
import {
  PersonFieldset,
  usePersonLabels,
  type OrganisationChoice,
  type PersonFields,
} from "./person-fields";

export interface PersonPageProps {
  person: PersonListRow & { organisationId: string; email: string; phone: string };
  grants: readonly GrantRow[];
  organisations: readonly OrganisationChoice[];
  mayManage: boolean;
  mayGrant: boolean;
  self: boolean;
  answer: { reply?: SubmissionResult; refusal?: Refusal; password?: string } | undefined;
}

export function PersonPage(props: PersonPageProps) {
  const { t } = useTranslation("people");
  const { person, answer, mayManage } = props;
  return (
    <>
      <PageHeader
        title={person.name}
        crumbs={[{ label: t("title"), to: "/people" }, { label: person.name }]}
        chips={<Status row={person} />}
        actions={
          props.mayGrant && (
            <LinkButton tone="main" to={`/grants/new?person=${person.id}`}>
              {t("grant")}
            </LinkButton>
          )
        }
      />
      {answer?.password && (
        <Notice tone="warn" live>
          <p>
            {t("reset_done", { name: person.name })} <code>{answer.password}</code>
          </p>
          <p>{t("reset_done_text")}</p>
        </Notice>
      )}
      <Columns aside={mayManage ? <AccountActions {...props} /> : null}>
        <Card title={t("details")}>
          {mayManage ? <PersonForm {...props} /> : <Details person={person} />}
        </Card>
        <Card title={t("grants")} flush>
          <GrantTable rows={props.grants} caption={t("grants")} />
        </Card>
      </Columns>
    </>
  );
}

function PersonForm({ person, organisations, answer }: PersonPageProps) {
  const { t } = useTranslation("people");
  const labels = usePersonLabels();
  const [form, fields] = useForm<PersonFields>({
    lastResult: answer?.reply ?? null,
    defaultValue: {
      name: person.name,
      organisationId: person.organisationId,
      jobTitle: person.jobTitle,
      email: person.email,
      phone: person.phone,
      username: person.username ?? "",
    },
  });
  return (
    <Form method="post" id={form.id} className="grid gap-3">
      <ErrorSummary form={form} refusal={answer?.refusal ?? null} labels={labels} />
      <PersonFieldset fields={fields} organisations={organisations} />
      <div className="acts">
        <SubmitButton>{t("common:actions.save")}</SubmitButton>
      </div>
    </Form>
  );
}

function Details({ person }: Pick<PersonPageProps, "person">) {
  const labels = usePersonLabels();
  return (
    <DescriptionList
      items={[
        { term: labels.organisationId, value: person.organisationName },
        { term: labels.jobTitle, value: person.jobTitle || "–" },
        { term: labels.username, value: person.username ?? "–" },
      ]}
    />
  );
}

function AccountActions({ person, self }: PersonPageProps) {
  const { t } = useTranslation("people");
  if (self) return <Notice>{t("self")}</Notice>;
  return (
    <Card title={t("account")}>
      <div className="grid gap-3">
        {person.username && (
          <ConfirmForm
            label={t("reset")}
            text={t("reset_text")}
            hidden={{ intent: "reset_password" }}
          />
        )}
        <ConfirmForm
          label={t("end_sessions")}
          text={t("end_sessions_text")}
          hidden={{ intent: "end_sessions" }}
        />
        {person.disabledAt ? (
          <ConfirmForm label={t("enable")} text={t("enable_text")} hidden={{ intent: "enable" }} />
        ) : (
          <ConfirmForm
            label={t("disable")}
            tone="bad"
            text={t("disable_text")}
            hidden={{ intent: "disable" }}
          />
        )}
      </div>
    </Card>
  );
}
