import {
  getFormProps,
  useForm,
  type FieldMetadata,
  type SubmissionResult,
} from "@conform-to/react";
import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  EnterSubmits,
  ErrorSummary,
  HiddenField,
  Notice,
  SubmitButton,
  useFormat,
  useRefusalText,
} from "~/ui/kit";
import { useAutosave } from "~/ui/projects/use-autosave";

export interface DocumentState {
  revision: number;
  saved: { at: string; by: string } | null;
  lastResult?: SubmissionResult | undefined;
  refusal?: Refusal | null | undefined;
  /** What a stored draft still has wrong, by control. */
  malformed: Readonly<Record<string, string[]>>;
}

export type Fields<Body> = { [Key in keyof Body]-?: FieldMetadata<Body[Key]> };

export interface DocumentFormProps<Body> extends DocumentState {
  id: string;
  action: string;
  body: Body;
  labels: Readonly<Record<string, string>>;
  hidden?: Readonly<Record<string, string | number>>;
  saveLabel: string;
  /** Left out where saving is all there is. */
  submitLabel?: string;
  autosaves?: boolean;
  /** What somebody else saved meanwhile, to compare with. */
  stored?: ReactNode;
  children: (
    fields: Fields<Body>,
    errorsOf: (name: string, own?: string[]) => string[],
  ) => ReactNode;
}

/** A form that is saved as a draft, on its own and by hand, and handed in when it is whole. */
export function DocumentForm<Body extends Record<string, unknown>>(props: DocumentFormProps<Body>) {
  const { t } = useTranslation("execution");
  const { labels, malformed, refusal, saved, hidden = {} } = props;
  const format = useFormat();
  const refusalText = useRefusalText();
  const autosave = useAutosave(props.action);
  const [form, fields] = useForm<Body>({
    id: props.id,
    lastResult: props.lastResult ?? null,
    defaultValue: props.body as never,
    shouldValidate: "onSubmit",
  });
  const conflict = refusal?.code === "draft_changed" || refusal?.code === "charter_changed";
  const { answer } = autosave;
  const said = autosave.saving
    ? t("form.autosaving")
    : answer?.refusal
      ? refusalText(answer.refusal)
      : answer?.savedAt
        ? t("form.autosaved", { time: format.time(answer.savedAt) })
        : saved
          ? t("form.saved", { by: saved.by, time: format.dateTime(saved.at) })
          : t("form.not_saved");
  return (
    <Form
      method="post"
      action={props.action}
      {...getFormProps(form)}
      {...(props.autosaves === false
        ? {}
        : { ref: autosave.formRef, onInput: autosave.onInput, onSubmit: autosave.onSubmit })}
    >
      <EnterSubmits name="intent" value="save" />
      <ErrorSummary form={form} labels={labels} refusal={refusal ?? null} />
      <ErrorSummary
        errors={Object.keys(form.allErrors).length > 0 ? {} : malformed}
        labels={labels}
        fieldId={(name) => `${props.id}-${name}`}
      />
      {conflict && props.stored && (
        <Card title={t("form.conflict")}>
          <Notice tone="warn">{t("form.conflict_text")}</Notice>
          {props.stored}
        </Card>
      )}
      <HiddenField key={props.revision} name="revision" value={props.revision} />
      {Object.entries(hidden).map(([name, value]) => (
        <HiddenField key={`${name}${value}`} name={name} value={value} />
      ))}
      {props.children(
        fields as unknown as Fields<Body>,
        (name, own) => own ?? malformed[name] ?? [],
      )}
      <div className="acts">
        <SubmitButton name="intent" value="save" tone={props.submitLabel ? "plain" : "main"}>
          {props.saveLabel}
        </SubmitButton>
        {props.submitLabel && (
          <SubmitButton name="intent" value="submit">
            {props.submitLabel}
          </SubmitButton>
        )}
        <small role="status">{said}</small>
      </div>
    </Form>
  );
}
