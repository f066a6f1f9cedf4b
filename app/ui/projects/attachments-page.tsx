import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  ErrorSummary,
  FileField,
  type FileItem,
  FileList,
  LinkButton,
  Notice,
  PageHeader,
  SubmitButton,
  useFormat,
} from "~/ui/kit";

export interface AttachmentsPageProps {
  project: { id: string; code: string; title: string };
  editable: boolean;
  files: readonly FileItem[];
  accept: string;
  maxBytes: number;
  refusal: Refusal | null;
}

export function AttachmentsPage(props: AttachmentsPageProps) {
  const { t } = useTranslation("attachments");
  const { project, editable, files, accept, maxBytes, refusal } = props;
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
        title={t("title")}
        note={project.title}
        actions={<LinkButton to={path}>{t("back")}</LinkButton>}
      />
      <ErrorSummary refusal={refusal} labels={{ file: t("file") }} />
      {editable ? (
        <Card title={t("upload")}>
          <Form method="post" encType="multipart/form-data" reloadDocument>
            <FileField
              name="file"
              label={t("file")}
              hint={t("intro", { limit: format.bytes(maxBytes) })}
              accept={accept}
              multiple
              required
            />
            <SubmitButton>{t("upload")}</SubmitButton>
          </Form>
        </Card>
      ) : (
        <Notice>{t("readonly")}</Notice>
      )}
      <Card title={t("list")}>
        <FileList
          files={files.map((file) => ({ ...file, removable: editable }))}
          removeAction={`${path}/attachments`}
        />
      </Card>
    </>
  );
}
