import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { Charter } from "~/domain/execution";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  Chip,
  HiddenField,
  LinkButton,
  Notice,
  PageHeader,
  RefusalNotice,
  SubmitButton,
  TextAreaField,
  useFormat,
  useRefusalText,
} from "~/ui/kit";
import { CharterFields, useCharterLabels } from "./charter-fields";
import { CharterView } from "./charter-view";
import { DocumentForm, type DocumentState } from "./document-form";

interface Shared {
  project: { id: string; code: string; title: string; state: string };
}

export interface CharterPageProps extends Shared {
  body: Charter;
  stored: Charter;
  form: DocumentState;
  editable: boolean;
  missing: readonly string[];
  dueOn: string | null;
  signatures: readonly { party: string; name: string; at: string }[];
  /** null: this person is no party of it. */
  sign: { refusal: Refusal | null } | null;
  version: number;
  signedAt: string | null;
  digest: string;
}

export function CharterPage(props: CharterPageProps) {
  const { t } = useTranslation("charter");
  const { project, editable, missing, form } = props;
  const labels = useCharterLabels();
  const path = `/projects/${project.id}`;
  return (
    <>
      <Header {...props} title={editable ? t("edit_title") : t("title")} />
      {!editable && <RefusalNotice refusal={form.refusal} />}
      {editable && <Notice>{t("intro")}</Notice>}
      {missing.length > 0 ? (
        <Notice tone="warn">
          {t("missing", {
            count: missing.length,
            list: missing.map((key) => t(key)).join(t("common:list_separator")),
          })}
        </Notice>
      ) : (
        project.state === "established" && <Notice tone="ok">{t("complete")}</Notice>
      )}
      <Signatures {...props} />
      {editable ? (
        <DocumentForm
          key={props.version}
          id="charter"
          action={`${path}/charter`}
          body={props.body}
          labels={labels}
          saveLabel={t("save")}
          autosaves={false}
          stored={<CharterView charter={props.stored} />}
          {...form}
        >
          {(fields, errorsOf) => <CharterFields fields={fields} errorsOf={errorsOf} />}
        </DocumentForm>
      ) : (
        <Card title={t("execution:charter.version", { version: props.version })}>
          <CharterView charter={props.stored} />
        </Card>
      )}
    </>
  );
}

function Header({ project, title }: Shared & { title: string }) {
  const { t } = useTranslation("charter");
  const path = `/projects/${project.id}`;
  return (
    <PageHeader
      crumbs={[
        { label: t("projects:title"), to: "/projects" },
        { label: project.code, to: path },
        { label: t("execution:title"), to: `${path}/execution` },
        { label: t("title") },
      ]}
      title={title}
      note={project.title}
      actions={<LinkButton to={`${path}/execution`}>{t("execution:form.back")}</LinkButton>}
    />
  );
}

function Signatures(props: CharterPageProps) {
  const { t } = useTranslation("charter");
  const format = useFormat();
  const refusalText = useRefusalText();
  const { signatures, sign, project, form, signedAt, dueOn } = props;
  return (
    <Card
      title={t("execution:charter.signatures")}
      aside={
        signedAt ? (
          <Chip tone="ok">{format.dateTime(signedAt)}</Chip>
        ) : (
          dueOn && <small>{t("execution:charter.sign_by", { date: format.date(dueOn) })}</small>
        )
      }
    >
      {signatures.length === 0 ? (
        <p className="muted">{t("execution:charter.unsigned")}</p>
      ) : (
        <ul>
          {signatures.map(({ party, name, at }) => (
            <li key={party}>
              {t(`lifecycle:party.${party}`)} · {name} · {format.dateTime(at)}
            </li>
          ))}
        </ul>
      )}
      {props.digest && (
        <small className="block break-all">
          {t("execution:charter.digest")} {props.digest}
        </small>
      )}
      {sign && (
        <Form method="post" action={`/projects/${project.id}/charter`} className="acts noprint">
          <input type="hidden" name="intent" value="sign" />
          <HiddenField key={form.revision} name="revision" value={form.revision} />
          <HiddenField name="expectedState" value={project.state} />
          <SubmitButton reason={sign.refusal && refusalText(sign.refusal)}>
            {t("sign")}
          </SubmitButton>
          <small>{t("sign_text")}</small>
        </Form>
      )}
    </Card>
  );
}

export interface AmendmentPageProps extends Shared {
  body: Charter;
  reason: string;
  version: number;
  percent: number;
  form: DocumentState;
  /** Why an amendment cannot be proposed now. */
  blocked: Refusal | null;
}

export function AmendmentPage(props: AmendmentPageProps) {
  const { t } = useTranslation("charter");
  const { project, blocked } = props;
  const labels = useCharterLabels();
  return (
    <>
      <Header {...props} title={t("amend_title")} />
      {blocked ? (
        <RefusalNotice refusal={blocked} />
      ) : (
        <>
          <Notice>{t("amend_intro", { percent: props.percent })}</Notice>
          <DocumentForm
            id="amendment"
            action={`/projects/${project.id}/amendment`}
            body={props.body}
            labels={labels}
            hidden={{ version: props.version, expectedState: project.state }}
            saveLabel={t("amend_submit")}
            autosaves={false}
            {...props.form}
          >
            {(fields, errorsOf) => (
              <>
                <Card>
                  <TextAreaField
                    id="amendment-reason"
                    name="reason"
                    label={t("amend_reason")}
                    defaultValue={props.reason}
                    required
                    maxLength={2000}
                  />
                </Card>
                <CharterFields fields={fields} errorsOf={errorsOf} />
              </>
            )}
          </DocumentForm>
        </>
      )}
    </>
  );
}
