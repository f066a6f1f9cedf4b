import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card, FileList } from "~/ui/kit";

interface MaterialProps {
  material: Readonly<Record<string, unknown>> | null;
  files: readonly { id: string; name: string; size: number }[];
}

const SUMMARY = ["problem", "measures", "effect", "leadDepartment", "leadName"] as const;
/** Parts of an application that the summary already says, or that are no matter of judgement. */
const LEFT_OUT = new Set([
  "title",
  "category",
  "problem",
  "members",
  "helpers",
  "noHelpers",
  "contact",
]);

/**
 * What there is to read, in parts. Without script they stand one below the other and the links lead to
 * them; with script they are tabs, and what is typed beside them stays as it is.
 */
export function Material({ material, files }: MaterialProps) {
  const { t } = useTranslation("scoring");
  const [tabbed, setTabbed] = useState(false);
  const [active, setActive] = useState("summary");
  useEffect(() => setTabbed(true), []);
  if (!material) return <p className="empty">{t("material.hidden")}</p>;
  const application = asRecord(material.application);
  const evaluation = asRecord(material.evaluation);
  const parts = [
    { key: "summary", shown: true },
    { key: "application", shown: application !== null },
    { key: "evaluation", shown: evaluation !== null },
    { key: "files", shown: files.length > 0 },
  ].filter((part) => part.shown);
  const hidden = (key: string) => tabbed && active !== key;
  return (
    <>
      <nav className="tabs" aria-label={t("material.label")}>
        {parts.map(({ key }) => (
          <a
            key={key}
            href={`#material-${key}`}
            aria-current={tabbed && active === key ? "page" : undefined}
            onClick={(event) => {
              event.preventDefault();
              setActive(key);
            }}
          >
            {t(`material.${key}`)}
            {key === "files" && ` ${files.length}`}
          </a>
        ))}
      </nav>
      <div id="material-summary" hidden={hidden("summary")}>
        {SUMMARY.slice(0, 3).map((key) => (
          <Card key={key} title={t(`material.field.${key}`)}>
            <p className="pre">{asText(material[key]) || t("material.nothing")}</p>
          </Card>
        ))}
      </div>
      {application && (
        <div id="material-application" hidden={hidden("application")}>
          <Body body={application} namespace="application:field" />
        </div>
      )}
      {evaluation && (
        <div id="material-evaluation" hidden={hidden("evaluation")}>
          <Body body={evaluation} namespace="effect:field" />
        </div>
      )}
      {files.length > 0 && (
        <div id="material-files" hidden={hidden("files")}>
          <Card title={t("material.files")}>
            <FileList files={files.map((file) => ({ ...file, href: `/attachments/${file.id}` }))} />
          </Card>
        </div>
      )}
    </>
  );
}

/** Choices stored as keys, told in words; other keys of rows say nothing to a reader. */
const CHOICES: Readonly<Record<string, string>> = { source: "application:source" };
const KEYS = new Set(["id", "kind", "unit", "direction"]);

/** A stored form as headings and texts; parts without a label or content are left out. */
function Body({ body, namespace }: { body: Record<string, unknown>; namespace: string }) {
  const { t, i18n } = useTranslation();
  const parts = Object.entries(body).flatMap(([key, value]) => {
    const label = `${namespace}.${key}`;
    const choice = CHOICES[key];
    const plain = asText(value);
    const text = choice && plain ? t(`${choice}.${plain}`, plain) : plain;
    return text === "" || LEFT_OUT.has(key) || !i18n.exists(label) ? [] : [{ key, label, text }];
  });
  if (parts.length === 0) return <p className="empty">{t("scoring:material.nothing")}</p>;
  return parts.map(({ key, label, text }) => (
    <Card key={key} title={t(label)}>
      <p className="pre">{text}</p>
    </Card>
  ));
}

function asRecord(value: unknown): Record<string, unknown> | null {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** Rows become lines, their parts are separated; switches say nothing by themselves. */
function asText(value: unknown): string {
  if (typeof value === "string") return value.trim();
  if (typeof value === "number") return String(value);
  if (Array.isArray(value))
    return value
      .map(asText)
      .filter((line) => line !== "")
      .join("\n");
  const record = asRecord(value);
  return record
    ? Object.entries(record)
        .map(([key, part]) => (KEYS.has(key) ? "" : asText(part)))
        .filter((part) => part !== "")
        .join(" · ")
    : "";
}
