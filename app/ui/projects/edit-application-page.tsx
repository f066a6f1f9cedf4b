import { Form } from "@remix-run/react";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { Card, LinkButton, Notice, PageHeader, SubmitButton, useFormat } from "~/ui/kit";
import { ApplicationForm } from "./application-form";
import { Comparison } from "./comparison";
import { formEntries } from "./form-entries";
import type { Names } from "./project-words";
import type { DraftConflict } from "./use-autosave";

export interface EditApplicationPageProps {
  project: { id: string; code: string; title: string };
  editable: boolean;
  form: Omit<ComponentProps<typeof ApplicationForm>, "action" | "saved">;
  saved: { at: string; by: string };
  /** Of the stored draft: a newer one comes with its own text, never under what is being typed. */
  loadedRevision: number;
  names: Names;
  returned: { reason: string; by: string; dueOn: string } | null;
  /** Another tab or person saved while this one was typing. */
  conflict: DraftConflict | null;
}

export function EditApplicationPage(props: EditApplicationPageProps) {
  const { t } = useTranslation("application");
  const { project, editable, form, saved, loadedRevision, names, returned, conflict } = props;
  const format = useFormat();
  const path = `/projects/${project.id}`;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: t("projects:title"), to: "/projects" },
          { label: project.code, to: path },
          { label: t("title") },
        ]}
        title={t("edit_title")}
        note={project.title}
        actions={<LinkButton to={`${path}/attachments`}>{t("attachments:title")}</LinkButton>}
      />
      {returned && (
        <Notice tone="warn">
          <h2>{t("returned.title")}</h2>
          <p className="pre">{returned.reason}</p>
          <small>{t("returned.by", { by: returned.by, date: format.date(returned.dueOn) })}</small>
        </Notice>
      )}
      {conflict && (
        <Card title={t("conflict.title")}>
          <Notice tone="warn" live>
            {t("conflict.text", { by: conflict.by, at: format.dateTime(conflict.at) })}
          </Notice>
          <Comparison
            before={conflict.mine}
            after={conflict.stored}
            names={names}
            beforeLabel={t("conflict.mine")}
            afterLabel={t("conflict.stored")}
            caption={t("conflict.title")}
            onlyChanged
          />
          <Form method="post" action={`${path}/application`} className="acts">
            <input type="hidden" name="intent" value="overwrite" />
            <input type="hidden" name="revision" value={conflict.revision} />
            {formEntries(conflict.mine).map(([name, value]) => (
              <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
            ))}
            <SubmitButton>{t("conflict.keep_mine")}</SubmitButton>
            <LinkButton to={`${path}/application`} reloadDocument>
              {t("conflict.keep_stored")}
            </LinkButton>
          </Form>
        </Card>
      )}
      {editable ? (
        <ApplicationForm
          key={loadedRevision}
          {...form}
          action={`${path}/application`}
          saved={t("saved_at", { time: format.dateTime(saved.at), by: saved.by })}
        />
      ) : (
        <Notice>
          <p>{t("readonly")}</p>
          <LinkButton to={path}>{t("attachments:back")}</LinkButton>
        </Notice>
      )}
    </>
  );
}
