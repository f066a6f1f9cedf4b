import { useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import { useMessage, useRefusalText } from "./messages";

export interface ErrorSummaryProps {
  /** Conform's form metadata: `<ErrorSummary form={form} labels={{ title: t("title") }} />`. */
  form?: { readonly id: string; readonly allErrors: Readonly<Record<string, string[]>> };
  /** For forms without conform: field name → messages; "" holds those of the whole form. */
  errors?: Readonly<Record<string, readonly string[]>>;
  /** A refusal of the command; links to its field when it names one. */
  refusal?: Refusal | null;
  /**
   * Field names → labels. Rows of lists by their pattern: `"measures[].title"`; the row is added.
   */
  labels?: Readonly<Record<string, string>>;
  /** The id of a field's control; by default conform's, or the name itself. */
  fieldId?: (name: string) => string;
}

interface Line {
  name: string;
  text: string;
}

/** All that is wrong, once, on top, each line leading to its field. Nothing when all is well. */
export function ErrorSummary({ form, errors, refusal, labels = {}, fieldId }: ErrorSummaryProps) {
  const { t } = useTranslation("common");
  const message = useMessage();
  const refusalText = useRefusalText();
  const box = useRef<HTMLDivElement>(null);
  const titleId = useId();

  const labelled = (name: string, text: string): string => {
    const row = /\[(\d+)\]/.exec(name)?.[1];
    const label = labels[name] ?? labels[name.replace(/\[\d+\]/g, "[]")];
    const where = [label, row && t("form.error_row", { row: Number(row) + 1 })].filter(Boolean);
    return where.length > 0
      ? t("form.error_line", { label: where.join(" "), message: text })
      : text;
  };
  const lines: Line[] = Object.entries(form?.allErrors ?? errors ?? {}).flatMap(([name, found]) =>
    found.map((one) => ({ name, text: labelled(name, message(one)) })),
  );
  if (refusal) {
    const name = refusal.field ?? "";
    lines.unshift({ name, text: labelled(name, refusalText(refusal)) });
  }
  const idOf = fieldId ?? ((name: string) => (form ? `${form.id}-${name}` : name));
  const said = lines.map(({ text }) => text).join("\n");

  useEffect(() => {
    if (said) box.current?.focus();
  }, [said]);

  if (lines.length === 0) return null;
  return (
    <div className="errors" role="alert" tabIndex={-1} ref={box} aria-labelledby={titleId}>
      <h2 id={titleId}>{t("form.error_title")}</h2>
      <ul>
        {lines.map(({ name, text }) => (
          <li key={`${name} ${text}`}>{name ? <a href={`#${idOf(name)}`}>{text}</a> : text}</li>
        ))}
      </ul>
    </div>
  );
}
