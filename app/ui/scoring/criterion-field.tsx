import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import { formatUnits } from "~/domain/rubric/score";
import { useRefusalText } from "~/ui/kit";
import type { Fields, KeyedRubric } from "./sheet-model";

interface CriterionFieldProps {
  criterion: KeyedRubric["criteria"][number];
  rubric: KeyedRubric;
  number: number;
  fields: Fields;
  units: number | null;
  refusal: Refusal | undefined;
  commentRefusal: Refusal | undefined;
  readOnly: boolean;
}

/** One criterion: the likely scores as keys, a box for any other, and what earns which band. */
export function CriterionField(props: CriterionFieldProps) {
  const { t } = useTranslation("scoring");
  const refusalText = useRefusalText();
  const { criterion, rubric, number, fields, units, refusal, commentRefusal, readOnly } = props;
  const { key, name, maximum, keys, anchors } = criterion;
  const text = (value: number) => formatUnits(value, rubric.scale);
  const id = `score.${key}`;
  return (
    <fieldset className="crit" id={`criterion-${key}`}>
      <legend className="sr-only">{t("criterion", { name, maximum: text(maximum) })}</legend>
      <header>
        <b aria-hidden="true">{t("numbered", { number, name })}</b>
        <span className="val" aria-hidden="true">
          {units === null ? <span className="text-muted">–</span> : text(units)}
          <small> / {text(maximum)}</small>
        </span>
      </header>
      <div className="keys">
        {keys.map((value) => (
          <label key={value}>
            <input
              type="radio"
              name={`key.${key}`}
              value={value}
              defaultChecked={fields[`key.${key}`] === String(value)}
              disabled={readOnly}
            />
            {text(value)}
          </label>
        ))}
      </div>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <label htmlFor={id} className="text-[12.5px] text-muted">
          {t("other_score")}
        </label>
        <input
          id={id}
          name={id}
          className="input !min-h-8 !w-20 !py-1"
          inputMode="decimal"
          autoComplete="off"
          defaultValue={fields[id] ?? ""}
          readOnly={readOnly}
          aria-invalid={refusal ? true : undefined}
          aria-describedby={refusal ? `${id}-error` : undefined}
        />
        <small>{t("step", { step: text(criterion.step) })}</small>
      </div>
      {refusal && (
        <p className="err" id={`${id}-error`}>
          {refusalText(refusal)}
        </p>
      )}
      {anchors.length > 0 && (
        <dl className="anchor !grid-cols-[68px_minmax(0,1fr)]">
          {anchors.map((anchor) => (
            <div key={anchor.from} className="contents">
              <dt>{`${text(anchor.from)}–${text(anchor.to)}`}</dt>
              <dd>{anchor.text}</dd>
            </div>
          ))}
        </dl>
      )}
      {criterion.comment === "required" && (
        <div className="field mt-2">
          <label htmlFor={`comment.${key}`}>{t("criterion_comment", { name })}</label>
          <textarea
            id={`comment.${key}`}
            name={`comment.${key}`}
            className="input"
            rows={2}
            maxLength={2000}
            defaultValue={fields[`comment.${key}`] ?? ""}
            readOnly={readOnly}
          />
          {commentRefusal && <p className="err">{refusalText(commentRefusal)}</p>}
        </div>
      )}
    </fieldset>
  );
}
