import type { ReactNode } from "react";
import { useId } from "react";

/** What the kit reads of conform's FieldMetadata; any field of `useForm` fits. */
export interface FieldMeta {
  readonly id: string;
  readonly name: string;
  readonly errorId: string;
  readonly descriptionId: string;
  readonly formId: string;
  readonly initialValue: unknown;
  readonly errors: string[] | undefined;
  readonly required?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly multiple?: boolean;
}

/** Shared by all fields: either `meta` from conform, or a plain `name` with value and errors. */
export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  meta?: FieldMeta;
  name?: string;
  id?: string;
  /** Overrides conform's initial value only when that is missing. */
  defaultValue?: string | number | null;
  /** Messages or keys such as "errors:required". */
  errors?: readonly string[];
  /** Shows 必填 and sets the native constraint. */
  required?: boolean;
  disabled?: boolean;
  /** The label is there for those who cannot see the table or line around the field. */
  hideLabel?: boolean;
}

export interface Resolved {
  id: string;
  name: string;
  form: string | undefined;
  errorId: string;
  hintId: string;
  errors: readonly string[];
  required: boolean;
  value: unknown;
  /** Attributes for the control itself. */
  control: {
    id: string;
    name: string;
    form: string | undefined;
    required: boolean | undefined;
    disabled: boolean | undefined;
    "aria-invalid": true | undefined;
    "aria-describedby": string | undefined;
  };
}

/** Brings both ways of describing a field to one. */
export function useResolved(props: FieldProps): Resolved {
  const generated = useId();
  const { meta } = props;
  const name = props.name ?? meta?.name ?? "";
  const id = props.id ?? meta?.id ?? (name || generated);
  const errorId = meta?.errorId ?? `${id}-error`;
  const hintId = meta?.descriptionId ?? `${id}-hint`;
  const errors = props.errors ?? meta?.errors ?? [];
  const required = props.required ?? meta?.required ?? false;
  const described = [errors.length > 0 && errorId, props.hint && hintId].filter(Boolean).join(" ");
  return {
    id,
    name,
    form: meta?.formId,
    errorId,
    hintId,
    errors,
    required,
    value: meta?.initialValue ?? props.defaultValue ?? undefined,
    control: {
      id,
      name,
      form: meta?.formId,
      required: required || undefined,
      disabled: props.disabled || undefined,
      "aria-invalid": errors.length > 0 || undefined,
      "aria-describedby": described || undefined,
    },
  };
}

/** A form value as the text of an input. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : undefined;
}

/** A form value as the list of chosen options. */
export function listOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map(textOf).filter((one): one is string => one !== undefined);
}
