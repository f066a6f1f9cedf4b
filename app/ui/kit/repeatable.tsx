import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FieldErrors } from "./field-frame";

/** Conform's wire form of "add a row" and the like: a submit button, so it works without script. */
const INTENT = "__intent__";

interface RowIntent {
  type: "insert" | "remove" | "reorder";
  payload: {
    name: string;
    index?: number;
    from?: number;
    to?: number;
    defaultValue?: Readonly<Record<string, string>>;
  };
}

interface ListMeta<Item> {
  readonly id: string;
  readonly name: string;
  readonly formId: string;
  readonly errorId: string;
  readonly errors: string[] | undefined;
  getFieldList: () => Item[];
}

export interface RepeatableProps<Item extends { key: string | undefined; id: string }> {
  /** A list field of conform: `fields.measures`. Put `<EnterSubmits />` first in the form. */
  meta: ListMeta<Item>;
  label: ReactNode;
  hint?: ReactNode;
  /** "增加一项措施" */
  addLabel?: string;
  /** Heading of one row; "第 n 行" by default. */
  rowLabel?: (index: number) => string;
  min?: number;
  max?: number;
  /** Rows can be moved up and down. */
  ordered?: boolean;
  /** Values of a new row. */
  newRow?: Readonly<Record<string, string>>;
  children: (item: Item, index: number) => ReactNode;
}

/** Rows that can be added, removed and moved. */
export function Repeatable<Item extends { key: string | undefined; id: string }>({
  meta,
  label,
  hint,
  addLabel,
  rowLabel,
  min = 0,
  max = 50,
  ordered,
  newRow,
  children,
}: RepeatableProps<Item>) {
  const { t } = useTranslation("common");
  const items = meta.getFieldList();
  const { name } = meta;
  const button = (intent: RowIntent, text: string, spoken?: string) => (
    <button
      type="submit"
      className="btn small"
      name={INTENT}
      value={JSON.stringify(intent)}
      form={meta.formId}
      formNoValidate
      aria-label={spoken}
    >
      {text}
    </button>
  );
  return (
    <fieldset className="field" id={meta.id} tabIndex={-1}>
      <legend>{label}</legend>
      {hint && <p className="hint">{hint}</p>}
      <FieldErrors id={meta.errorId} errors={meta.errors ?? []} />
      {items.length === 0 && <p className="muted">{t("rows.none")}</p>}
      <ol className="repeat">
        {items.map((item, index) => {
          const row = index + 1;
          return (
            <li key={item.key ?? item.id}>
              <header>
                <b>{rowLabel ? rowLabel(index) : t("rows.row", { row })}</b>
                <span className="sp" />
                {ordered &&
                  index > 0 &&
                  button(
                    { type: "reorder", payload: { name, from: index, to: index - 1 } },
                    "↑",
                    t("rows.up", { row }),
                  )}
                {ordered &&
                  row < items.length &&
                  button(
                    { type: "reorder", payload: { name, from: index, to: row } },
                    "↓",
                    t("rows.down", { row }),
                  )}
                {items.length > min &&
                  button(
                    { type: "remove", payload: { name, index } },
                    t("actions.remove"),
                    t("rows.remove", { row }),
                  )}
              </header>
              {children(item, index)}
            </li>
          );
        })}
      </ol>
      {items.length < max ? (
        button(
          {
            type: "insert",
            payload: newRow ? { name, defaultValue: newRow } : { name },
          },
          `＋ ${addLabel ?? t("rows.add")}`,
        )
      ) : (
        <p className="muted">{t("rows.full", { max })}</p>
      )}
    </fieldset>
  );
}
