import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ClosureReport, TargetResult } from "~/domain/closure";
import { GRADES, type Grade } from "~/domain/execution-terms";
import type { Refusal } from "~/domain/refusal";

import {
  Card,
  Chip,
  ConfirmForm,
  DataTable,
  DescriptionList,
  EmptyState,
  LinkButton,
  RadioGroup,
  RefusalNotice,
  SubmitButton,
  useFormat,
} from "~/ui/kit";
import { useFigureWords, useTargetWords } from "../execution/charter-view";

export interface ClosureTabProps {
  project: {
    id: string;
    state: string;
    outcome: Grade | null;
    rectified: boolean;
    unverified: boolean;
  };
  closure: {
    body: ClosureReport;
    savedAt: string;
    savedBy: string;
    submittedAt: string | null;
    proposedGrade: Grade | null;
  } | null;
  results: readonly TargetResult[];
  archive: {
    sealedAt: string;
    sealedBy: string;
    digest: string;
    files: number;
    size: number;
  } | null;
  may: { write: boolean; propose: boolean; seal: boolean; download: boolean };
  refusal: Refusal | null;
}

/** What was reached against the charter, the grade, and the package that is kept. */
export function ClosureTab(props: ClosureTabProps) {
  const { t } = useTranslation("closure");
  const { project, closure, archive, may } = props;
  const edit = may.write && (
    <LinkButton tone="main" small to={`/projects/${project.id}/closure/edit`}>
      {t("edit")}
    </LinkButton>
  );
  const begun = closure || may.write || may.propose || project.state === "closing";
  return (
    <>
      <RefusalNotice refusal={props.refusal} />
      {begun ? (
        <>
          <Report {...props} edit={edit} />
          <GradeCard {...props} />
        </>
      ) : (
        !archive && !may.seal && <EmptyState title={t("none")} text={t("none_text")} />
      )}
      {(archive || may.seal) && <ArchiveCard {...props} />}
    </>
  );
}

function Report({ project, closure, results, edit }: ClosureTabProps & { edit: ReactNode }) {
  const { t } = useTranslation("closure");
  const format = useFormat();
  const figureWords = useFigureWords();
  const targetWords = useTargetWords();
  return (
    <Card
      title={t("report.title")}
      aside={
        <span className="acts">
          {project.rectified && <Chip tone="warn">{t("rectified")}</Chip>}
          {project.unverified && <Chip tone="warn">{t("unverified")}</Chip>}
          {edit}
        </span>
      }
    >
      {!closure ? (
        <p className="muted">{t("report.empty")}</p>
      ) : (
        <>
          <p className="muted">
            {closure.submittedAt
              ? t("report.submitted", {
                  name: closure.savedBy,
                  time: format.dateTime(closure.submittedAt),
                })
              : t("report.draft")}
          </p>
          <DataTable
            caption={t("result.caption")}
            stack
            rows={results}
            rowKey={(row) => row.indicator}
            columns={[
              {
                key: "indicator",
                header: t("result.indicator"),
                heading: true,
                cell: (row) => row.indicator,
              },
              {
                key: "baseline",
                header: t("result.baseline"),
                numeric: true,
                cell: (row) => figureWords(row.baseline, row.unit),
              },
              { key: "target", header: t("result.target"), numeric: true, cell: targetWords },
              {
                key: "actual",
                header: t("result.actual"),
                numeric: true,
                cell: (row) => figureWords(row.actual, row.unit),
              },
              {
                key: "reached",
                header: t("result.reached"),
                cell: (row) => (
                  <Chip tone={row.reached === null ? "plain" : row.reached ? "ok" : "warn"}>
                    {t(`reached.${row.reached === null ? "unknown" : row.reached ? "yes" : "no"}`)}
                  </Chip>
                ),
              },
              { key: "note", header: t("result.note"), cell: (row) => row.note || "–" },
            ]}
          />
          <DescriptionList
            items={[
              ...(["completion", "evidence", "spending", "spread", "leftovers"] as const).map(
                (field) => ({
                  term: t(`field.${field}`),
                  value: closure.body[field] ? (
                    <span className="pre">{closure.body[field]}</span>
                  ) : (
                    "–"
                  ),
                }),
              ),
              {
                term: t("field.outputs"),
                value: (
                  <ul>
                    {closure.body.outputs.map((one, index) => (
                      <li key={index}>
                        {t(`output.${one.kind}`)} · {one.title}
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]}
          />
        </>
      )}
    </Card>
  );
}

function GradeCard({ project, closure, may }: ClosureTabProps) {
  const { t } = useTranslation("closure");
  return (
    <Card title={t("grade.title")}>
      {project.outcome ? (
        <p>
          <Chip tone={project.outcome === "unqualified" ? "bad" : "ok"}>
            {t(`grade.${project.outcome}`)}
          </Chip>{" "}
          {t("grade.confirmed")}
        </p>
      ) : (
        <p>
          {t("grade.proposed")}{" "}
          {closure?.proposedGrade ? (
            <Chip tone="info">{t(`grade.${closure.proposedGrade}`)}</Chip>
          ) : (
            t("grade.none")
          )}
        </p>
      )}
      {may.propose && (
        <Form method="post" action={`/projects/${project.id}/closure`} className="noprint">
          <input type="hidden" name="intent" value="grade" />
          <RadioGroup
            name="grade"
            label={t("grade.propose")}
            hint={t("grade.hint")}
            required
            inline
            defaultValues={closure?.proposedGrade ? [closure.proposedGrade] : []}
            options={GRADES.map((value) => ({ value, label: t(`grade.${value}`) }))}
          />
          <SubmitButton tone="plain">{t("grade.save")}</SubmitButton>
        </Form>
      )}
    </Card>
  );
}

function ArchiveCard({ project, archive, may }: ClosureTabProps) {
  const { t } = useTranslation("closure");
  const format = useFormat();
  return (
    <Card title={t("archive.title")}>
      {archive ? (
        <>
          <p>
            {t("archive.sealed", {
              name: archive.sealedBy,
              time: format.dateTime(archive.sealedAt),
            })}
          </p>
          <DescriptionList
            items={[
              {
                term: t("archive.digest"),
                value: <code className="break-all">{archive.digest}</code>,
              },
              {
                term: t("archive.title"),
                value: t("archive.files", {
                  count: archive.files,
                  size: format.bytes(archive.size),
                }),
              },
            ]}
          />
          {may.download && (
            <a className="btn noprint" href={`/projects/${project.id}/archive.zip`} download>
              {t("archive.download")}
            </a>
          )}
        </>
      ) : (
        <>
          <p className="muted">{t("archive.none")}</p>
          {may.seal && (
            <ConfirmForm
              action={`/projects/${project.id}/closure`}
              label={t("archive.seal")}
              tone="main"
              text={t("archive.seal_text")}
              hidden={{ intent: "seal", expectedState: project.state }}
            />
          )}
        </>
      )}
    </Card>
  );
}
