import { Form } from "@remix-run/react";
import clsx from "clsx";
import type { ReactNode } from "react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import { SubmitButton } from "./buttons";
import type { ButtonTone } from "./buttons";
import { useRefusalText } from "./messages";
import { TextAreaField } from "./text-fields";

export type ReasonMode = "required" | "optional" | "none";

export interface ConfirmFormProps {
  /** Where it is posted; this page by default. */
  action?: string;
  /** On the button that opens it. */
  label: string;
  tone?: ButtonTone;
  small?: boolean;
  /** What will happen; read before confirming. */
  text?: ReactNode;
  /** Posted as `reason`. */
  reason?: ReasonMode;
  reasonLabel?: string;
  /** On the button that does it; the label by default. */
  submitLabel?: string;
  /** Hidden fields. */
  hidden?: Readonly<Record<string, string>>;
  /** Further fields between text and reason. */
  children?: ReactNode;
}

/** A step that is asked twice: the button opens what will happen, a reason, and the real button. */
export function ConfirmForm(props: ConfirmFormProps) {
  const { t } = useTranslation("common");
  const { label, tone = "plain", reason = "none" } = props;
  const id = useId();
  return (
    <details className="reveal">
      <summary className={clsx("btn", tone !== "plain" && tone, props.small && "small")}>
        {label}…
      </summary>
      <Form method="post" action={props.action} preventScrollReset>
        {Object.entries(props.hidden ?? {}).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {props.text && <p className="mb-2">{props.text}</p>}
        {props.children}
        {reason !== "none" && (
          <TextAreaField
            id={`${id}reason`}
            name="reason"
            label={props.reasonLabel ?? t("form.reason")}
            hint={t("form.reason_hint")}
            required={reason === "required"}
            maxLength={2000}
            rows={3}
          />
        )}
        <SubmitButton tone={tone === "bad" ? "bad" : "main"}>
          {props.submitLabel ?? label}
        </SubmitButton>
      </Form>
    </details>
  );
}

export interface TransitionItem {
  transition: string;
  /** Already in the reader's language. */
  label: string;
  tone?: ButtonTone;
  /** Why it cannot be done now; the button is then disabled and says so. */
  refusal: Refusal | null;
  reasonMode: ReasonMode;
  /** Parties that have already confirmed, in words. */
  consentsGiven: readonly string[];
  /** What will happen, shown before a step that is asked twice. */
  text?: ReactNode;
  /** Further fields of its form. */
  fields?: ReactNode;
}

export interface TransitionButtonsProps {
  actionUrl: string;
  /** The state these buttons were drawn for: a stale page is refused instead of acting twice. */
  state: string;
  items: readonly TransitionItem[];
}

/** One form for each transition; posts `transition`, `expectedState` and, where asked, `reason`. */
export function TransitionButtons({ actionUrl, state, items }: TransitionButtonsProps) {
  const { t } = useTranslation("common");
  const refusalText = useRefusalText();
  if (items.length === 0) return <p className="muted">{t("transitions.none")}</p>;
  return (
    <div className="acts">
      {items.map((item) => {
        const { transition, label, tone = "plain", refusal, reasonMode, consentsGiven } = item;
        const hidden = { transition, expectedState: state };
        const consents = consentsGiven.length > 0 && (
          <small className="block">
            {t("transitions.consented", { parties: consentsGiven.join(t("list_separator")) })}
          </small>
        );
        if (!refusal && (reasonMode !== "none" || item.text || item.fields)) {
          return (
            <div key={transition}>
              <ConfirmForm
                action={actionUrl}
                label={label}
                tone={tone}
                text={item.text}
                reason={reasonMode}
                hidden={hidden}
              >
                {item.fields}
              </ConfirmForm>
              {consents}
            </div>
          );
        }
        return (
          <Form key={transition} method="post" action={actionUrl} preventScrollReset>
            <input type="hidden" name="transition" value={transition} />
            <input type="hidden" name="expectedState" value={state} />
            <SubmitButton tone={tone} reason={refusal && refusalText(refusal)}>
              {label}
            </SubmitButton>
            {consents}
          </Form>
        );
      })}
    </div>
  );
}
