import clsx from "clsx";
import { useTranslation } from "react-i18next";
import { FieldErrors, FieldFrame, GroupFrame } from "./field-frame";
import { listOf, textOf, useResolved } from "./field-meta";
import type { FieldProps } from "./field-meta";

export interface Option {
  value: string;
  label: string;
  hint?: string;
  disabled?: boolean;
}

export interface OptionGroup {
  label: string;
  options: readonly Option[];
}

export interface SelectFieldProps extends FieldProps {
  options: readonly (Option | OptionGroup)[];
  /** The empty first option; "请选择" by default, null leaves it out. */
  placeholder?: string | null;
}

function SelectOption({ value, label, disabled }: Option) {
  return (
    <option value={value} disabled={disabled}>
      {label}
    </option>
  );
}

export function SelectField(props: SelectFieldProps) {
  const { t } = useTranslation("common");
  const field = useResolved(props);
  return (
    <FieldFrame field={field} props={props}>
      <select {...field.control} className="input" defaultValue={textOf(field.value) ?? ""}>
        {props.placeholder !== null && (
          <option value="">{props.placeholder ?? t("form.choose")}</option>
        )}
        {props.options.map((one) =>
          "options" in one ? (
            <optgroup key={one.label} label={one.label}>
              {one.options.map((option) => (
                <SelectOption key={option.value} {...option} />
              ))}
            </optgroup>
          ) : (
            <SelectOption key={one.value} {...one} />
          ),
        )}
      </select>
    </FieldFrame>
  );
}

export interface CheckboxFieldProps extends FieldProps {
  /** Submitted when ticked; "on" by default, as conform's booleans expect. */
  value?: string;
  defaultChecked?: boolean;
}

/** One box with its sentence. */
export function CheckboxField(props: CheckboxFieldProps) {
  const field = useResolved(props);
  const value = props.value ?? "on";
  const checked = props.meta ? listOf(field.value).includes(value) : props.defaultChecked;
  return (
    <div className={clsx("field", field.errors.length > 0 && "wrong")}>
      <div className="check">
        <input {...field.control} type="checkbox" value={value} defaultChecked={checked} />
        <span>
          <label htmlFor={field.id}>{props.label}</label>
          {props.hint && <small id={field.hintId}>{props.hint}</small>}
        </span>
      </div>
      <FieldErrors id={field.errorId} errors={field.errors} />
    </div>
  );
}

export interface ChoiceGroupProps extends FieldProps {
  options: readonly Option[];
  /** Chosen values, when there is no `meta`. */
  defaultValues?: readonly string[];
  /** Side by side instead of one below the other. */
  inline?: boolean;
}

function Choices({ type, ...props }: ChoiceGroupProps & { type: "checkbox" | "radio" }) {
  const field = useResolved(props);
  const chosen = props.defaultValues && !props.meta ? props.defaultValues : listOf(field.value);
  return (
    <GroupFrame field={field} props={props}>
      <div className={clsx("checks", props.inline && "across")}>
        {props.options.map(({ value, label, hint, disabled }) => (
          <label className="check" key={value}>
            <input
              type={type}
              id={`${field.id}-${value}`}
              name={field.name}
              form={field.form}
              value={value}
              defaultChecked={chosen.includes(value)}
              disabled={disabled ?? props.disabled}
              required={type === "radio" && field.required ? true : undefined}
            />
            <span>
              {label}
              {hint && <small>{hint}</small>}
            </span>
          </label>
        ))}
      </div>
    </GroupFrame>
  );
}

export function CheckboxGroup(props: ChoiceGroupProps) {
  return <Choices {...props} type="checkbox" />;
}

export function RadioGroup(props: ChoiceGroupProps) {
  return <Choices {...props} type="radio" />;
}
