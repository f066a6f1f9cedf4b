import { Form } from "@remix-run/react";
import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import { EnterSubmits, ErrorSummary, SubmitButton, useFormat, useRefusalText } from "~/ui/kit";
import { CriterionField } from "./criterion-field";
import { SheetConflict } from "./sheet-conflict";
import {
  fieldsOf,
  runningTotal,
  type Fields,
  type KeyedRubric,
  type SheetView,
} from "./sheet-model";
import { fieldsIn, useAutosave, type SaveStatus } from "./use-autosave";

export interface SheetAnswer {
  readonly refusal?: Refusal;
  readonly refusals?: Readonly<Record<string, Refusal>>;
  readonly other?: SheetView;
  readonly sent?: Fields;
}

interface ScoreSheetProps {
  entryId: string;
  owner: string;
  rubric: KeyedRubric;
  sheet: SheetView | null;
  readOnly: boolean;
  answer: SheetAnswer | undefined;
  strip: readonly { id: string; title: string; total: string }[];
  hasNext: boolean;
}

const FORM_ID = "sheet";

/** The own sheet: keys, boxes, running total. Uncontrolled, so that it works before and without script. */
export function ScoreSheet(props: ScoreSheetProps) {
  const { t } = useTranslation("scoring");
  const { entryId, owner, rubric, sheet, readOnly, answer } = props;
  const refusalText = useRefusalText();
  const form = useRef<HTMLFormElement>(null);
  const initial = answer?.sent ?? fieldsOf(rubric, sheet);
  const [fields, setFields] = useState<Fields>(initial);
  const reread = useCallback(() => {
    if (form.current) setFields(fieldsIn(form.current));
  }, []);
  const saving = useAutosave({
    formRef: form,
    owner,
    entryId,
    sheet,
    enabled: !readOnly,
    onRestored: reread,
  });
  const running = runningTotal(rubric, fields);
  const refusals = { ...answer?.refusals, ...running.wrong };
  const conflict = saving.other ?? answer?.other ?? null;
  const criteria = Object.fromEntries(rubric.criteria.map(({ key, name }) => [key, name]));

  const onInput = (target: EventTarget) => {
    const element = target as HTMLInputElement;
    const [part, key] = element.name.split(/\.(.*)/s);
    // A key and a typed score exclude each other: whatever was touched last holds.
    if (element.form && key !== undefined)
      for (const one of element.form.elements) {
        if (!(one instanceof HTMLInputElement)) continue;
        if (part === "key" && one.name === `score.${key}`) one.value = "";
        if (part === "score" && one.name === `key.${key}` && element.value !== "")
          one.checked = false;
      }
    reread();
    saving.typed();
  };

  return (
    <Form
      method="post"
      id={FORM_ID}
      ref={form}
      preventScrollReset
      onInput={(event) => onInput(event.target)}
      onSubmit={saving.forget}
      className="flex min-h-full flex-col"
    >
      <input
        type="hidden"
        name="revision"
        value={saving.other || !answer?.other ? saving.revision : answer.other.revision}
      />
      {/* Enter in a box saves; handing in is a press of its own. */}
      {!readOnly && <EnterSubmits name="intent" value="save" />}
      {(answer?.refusals ?? answer?.refusal) && (
        <div className="p-4 pb-0">
          <ErrorSummary
            refusal={answer.other ? null : (answer.refusal ?? null)}
            errors={Object.fromEntries(
              Object.entries(answer.refusals ?? {}).map(([name, one]) => [
                name,
                [refusalText(one)],
              ]),
            )}
            labels={criteria}
            fieldId={(name) => (name in criteria ? `criterion-${name}` : name)}
          />
        </div>
      )}
      {conflict && (
        <div className="p-4 pb-0">
          <SheetConflict
            rubric={rubric}
            entryId={entryId}
            mine={running.units}
            myComment={fields.comment ?? ""}
            other={conflict}
            {...(saving.other ? { onKeepMine: saving.keepMine } : {})}
            onTakeOther={saving.forget}
          />
        </div>
      )}
      {rubric.criteria.map((criterion, index) => (
        <CriterionField
          key={criterion.key}
          criterion={criterion}
          rubric={rubric}
          number={index + 1}
          fields={initial}
          units={running.units[criterion.key] ?? null}
          refusal={refusals[criterion.key]}
          commentRefusal={refusals[`comment.${criterion.key}`]}
          readOnly={readOnly}
        />
      ))}
      <div className="crit">
        <label htmlFor="comment">
          <b>{t("comment")}</b> <small>{t("comment_hint")}</small>
        </label>
        <textarea
          id="comment"
          name="comment"
          className="input mt-1.5 w-full"
          rows={3}
          maxLength={2000}
          defaultValue={initial.comment ?? ""}
          readOnly={readOnly}
        />
      </div>
      <Strip strip={props.strip} entryId={entryId} />
      <div className="flex-1" />
      {!readOnly && (
        <div className="foot">
          <output className="tot" aria-label={t("total")}>
            {running.total}
          </output>
          <small className="lg:whitespace-nowrap">
            {running.missing > 0
              ? t("missing", { count: running.missing, maximum: running.maximum })
              : t("complete", { maximum: running.maximum })}
            <br />
            <SaveLine status={saving.status} />
          </small>
          <span className="sp" />
          <SubmitButton tone="plain" name="intent" value="save" formNoValidate>
            {t("save")}
          </SubmitButton>
          <SubmitButton name="intent" value="submit">
            {t(props.hasNext ? "submit_next" : "submit")}
          </SubmitButton>
        </div>
      )}
    </Form>
  );
}

function SaveLine({ status }: { status: SaveStatus }) {
  const { t } = useTranslation("scoring");
  const format = useFormat();
  const refusalText = useRefusalText();
  const text =
    status.kind === "saved"
      ? status.at
        ? t("saved_at", { time: format.time(status.at) })
        : t("not_saved")
      : status.kind === "refused"
        ? refusalText(status.refusal)
        : t(`status.${status.kind}`);
  return (
    <span role="status" className={status.kind === "offline" ? "chip warn" : undefined}>
      {text}
    </span>
  );
}

/** The own totals so far, side by side, to stay consistent. */
function Strip({ strip, entryId }: Pick<ScoreSheetProps, "strip" | "entryId">) {
  const { t } = useTranslation("scoring");
  if (strip.length === 0) return null;
  const values = strip.map(({ total }) => Number(total));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const height = (value: number) =>
    30 + (most > least ? ((value - least) / (most - least)) * 70 : 35);
  return (
    <div className="crit">
      <small>{t("strip", { count: strip.length })}</small>
      <div
        className="strip mt-1.5"
        role="img"
        aria-label={strip.map(({ title, total }) => `${title} ${total}`).join(t("strip_separator"))}
      >
        {strip.map(({ id, title, total }) => (
          <i
            key={id}
            className={id === entryId ? "me" : undefined}
            style={{ height: `${height(Number(total))}%` }}
            title={`${title} ${total}`}
          />
        ))}
      </div>
    </div>
  );
}
