import clsx from "clsx";
import type { HTMLInputAutoCompleteAttribute, ReactNode } from "react";
import { FieldFrame } from "./field-frame";
import { textOf, useResolved } from "./field-meta";
import type { FieldProps } from "./field-meta";

export interface TextFieldProps extends FieldProps {
  type?: "text" | "email" | "tel" | "url" | "search" | "password";
  autoComplete?: HTMLInputAutoCompleteAttribute;
  placeholder?: string;
  maxLength?: number;
  minLength?: number;
  pattern?: string;
  readOnly?: boolean;
  inputMode?: "text" | "numeric" | "decimal" | "tel";
  spellCheck?: boolean;
}

export function TextField(props: TextFieldProps) {
  const field = useResolved(props);
  return (
    <FieldFrame field={field} props={props}>
      <input
        {...field.control}
        className="input"
        type={props.type ?? "text"}
        defaultValue={textOf(field.value)}
        autoComplete={props.autoComplete}
        placeholder={props.placeholder}
        maxLength={props.maxLength ?? props.meta?.maxLength}
        minLength={props.minLength ?? props.meta?.minLength}
        pattern={props.pattern}
        readOnly={props.readOnly}
        inputMode={props.inputMode}
        spellCheck={props.spellCheck}
      />
    </FieldFrame>
  );
}

export interface TextAreaFieldProps extends FieldProps {
  rows?: number;
  placeholder?: string;
  maxLength?: number;
}

export function TextAreaField(props: TextAreaFieldProps) {
  const field = useResolved(props);
  return (
    <FieldFrame field={field} props={props}>
      <textarea
        {...field.control}
        className="input"
        rows={props.rows ?? 4}
        defaultValue={textOf(field.value)}
        placeholder={props.placeholder}
        maxLength={props.maxLength ?? props.meta?.maxLength}
      />
    </FieldFrame>
  );
}

export interface NumberFieldProps extends FieldProps {
  /** After the box: 分, 万元, %. */
  unit?: ReactNode;
  whole?: boolean;
  placeholder?: string;
}

/** A text box with a numeric keyboard: a typing error is kept and explained instead of lost. */
export function NumberField(props: NumberFieldProps) {
  const field = useResolved(props);
  return (
    <FieldFrame field={field} props={props}>
      <input
        {...field.control}
        className="input num"
        type="text"
        inputMode={props.whole ? "numeric" : "decimal"}
        autoComplete="off"
        defaultValue={textOf(field.value)}
        placeholder={props.placeholder}
      />
      {props.unit && <span className="ml-2">{props.unit}</span>}
    </FieldFrame>
  );
}

export interface DateFieldProps extends FieldProps {
  min?: string;
  max?: string;
}

/** `YYYY-MM-DD`. */
export function DateField(props: DateFieldProps) {
  return <Dated {...props} type="date" />;
}

/** `YYYY-MM-DDTHH:MM` in Asia/Shanghai: pass `toLocalInput(iso)`, convert on the server. */
export function DateTimeField(props: DateFieldProps) {
  return <Dated {...props} type="datetime-local" />;
}

function Dated({ type, ...props }: DateFieldProps & { type: "date" | "datetime-local" }) {
  const field = useResolved(props);
  return (
    <FieldFrame field={field} props={props}>
      <input
        {...field.control}
        className={clsx("input", "date")}
        type={type}
        min={props.min}
        max={props.max}
        defaultValue={textOf(field.value)}
      />
    </FieldFrame>
  );
}

export interface FileFieldProps extends FieldProps {
  /** ".pdf,.docx" */
  accept?: string;
  multiple?: boolean;
}

/** In a form of its own with `encType="multipart/form-data"`: a chosen file is lost on an error. */
export function FileField(props: FileFieldProps) {
  const field = useResolved(props);
  return (
    <FieldFrame field={field} props={props}>
      <input
        {...field.control}
        className="input"
        type="file"
        accept={props.accept}
        multiple={props.multiple ?? props.meta?.multiple}
      />
    </FieldFrame>
  );
}

/** `value` wins over the conform value. */
export function HiddenField({
  meta,
  name,
  value,
}: Pick<FieldProps, "meta" | "name"> & { value?: string | number }) {
  return (
    <input
      type="hidden"
      id={meta?.id}
      name={name ?? meta?.name}
      form={meta?.formId}
      defaultValue={value ?? textOf(meta?.initialValue)}
    />
  );
}
