import { useTranslation } from "react-i18next";
import type { Application } from "~/domain/application";
import { APPLICATION_FIELDS } from "~/domain/application-fields";
import { Card, type FileItem, FileList, LinkButton, useFormat } from "~/ui/kit";
import { type Names, useLines } from "./project-words";

export interface ApplicationViewProps {
  projectId: string;
  body: Application;
  /** null: the working copy. */
  version: number | null;
  savedAt: string | null;
  names: Names;
  files: readonly FileItem[];
  versions: number;
}

/** The application to read; empty parts say so, as they are still to come. */
export function ApplicationView(props: ApplicationViewProps) {
  const { t } = useTranslation("application");
  const { projectId, body, version, savedAt, names, files, versions } = props;
  const format = useFormat();
  const linesOf = useLines(names);
  return (
    <>
      <Card
        title={t("title")}
        aside={
          <span>
            <small>
              {version === null
                ? t("view.draft", { time: format.dateTime(savedAt) })
                : t("view.version", { number: version })}
            </small>{" "}
            {versions > 0 && (
              <LinkButton small to={`/projects/${projectId}/versions`}>
                {t("view.versions")}
              </LinkButton>
            )}
          </span>
        }
      >
        <dl className="dl">
          {APPLICATION_FIELDS.map((field) => {
            const lines = linesOf(body, field);
            return (
              <div key={field} className="contents">
                <dt>{t(`field.${field}`)}</dt>
                <dd>
                  {lines.length === 0 ? (
                    <span className="muted">{t("nothing")}</span>
                  ) : lines.length === 1 ? (
                    lines[0]
                  ) : (
                    <ul>
                      {lines.map((line, index) => (
                        <li key={`${index} ${line}`}>{line}</li>
                      ))}
                    </ul>
                  )}
                </dd>
              </div>
            );
          })}
        </dl>
      </Card>
      <Card title={t("attachments:title")}>
        <FileList files={files} />
      </Card>
    </>
  );
}
