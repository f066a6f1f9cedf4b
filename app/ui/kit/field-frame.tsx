import clsx from "clsx";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FieldProps, Resolved } from "./field-meta";
import { useMessage } from "./messages";

export function FieldErrors({ id, errors }: { id: string; errors: readonly string[] }) {
  const { t } = useTranslation("common");
  const message = useMessage();
  if (errors.length === 0) return null;
  return (
    <p className="err" id={id}>
      <span className="sr-only">{t("form.error_prefix")}</span>
      {errors.map(message).join(" ")}
    </p>
  );
}

function Must() {
  const { t } = useTranslation("common");
  return <span className="must">{t("form.required")}</span>;
}

interface FrameProps {
  field: Resolved;
  props: FieldProps;
  children: ReactNode;
}

/** Label above, hint below it, control, error below. */
export function FieldFrame({ field, props, children }: FrameProps) {
  return (
    <div className={clsx("field", field.errors.length > 0 && "wrong")}>
      <label htmlFor={field.id} className={props.hideLabel ? "sr-only" : undefined}>
        {props.label}
        {field.required && <Must />}
      </label>
      {props.hint && (
        <p className="hint" id={field.hintId}>
          {props.hint}
        </p>
      )}
      {children}
      <FieldErrors id={field.errorId} errors={field.errors} />
    </div>
  );
}

/** The same for several controls under one question. */
export function GroupFrame({ field, props, children }: FrameProps) {
  return (
    <fieldset
      className={clsx("field", field.errors.length > 0 && "wrong")}
      id={field.id}
      tabIndex={-1}
      aria-describedby={field.control["aria-describedby"]}
    >
      <legend className={props.hideLabel ? "sr-only" : undefined}>
        {props.label}
        {field.required && <Must />}
      </legend>
      {props.hint && (
        <p className="hint" id={field.hintId}>
          {props.hint}
        </p>
      )}
      {children}
      <FieldErrors id={field.errorId} errors={field.errors} />
    </fieldset>
  );
}
