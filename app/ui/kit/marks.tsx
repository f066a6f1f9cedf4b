import clsx from "clsx";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import { useRefusalText } from "./messages";

export type Tone = "ok" | "warn" | "bad" | "info" | "plain";
export type ChipTone = Tone | "gold" | "silver" | "bronze";

export interface ChipProps {
  /** Colour; ok ✓, warn ▲, bad ■ and info ● also carry their shape. */
  tone?: ChipTone;
  /** Leaves the shape out, where the word alone is clear (a state's name). */
  bare?: boolean;
  children: ReactNode;
}

export function Chip({ tone = "plain", bare, children }: ChipProps) {
  return <span className={clsx("chip", tone !== "plain" && tone, bare && "bare")}>{children}</span>;
}

export interface NoticeProps {
  tone?: Exclude<Tone, "plain">;
  /** Announces itself when it appears after an action. */
  live?: boolean;
  id?: string;
  children: ReactNode;
}

/** A remark on the page. Plain text is put in a paragraph. */
export function Notice({ tone = "info", live, id, children }: NoticeProps) {
  return (
    <div className={clsx("said", tone)} id={id} role={live ? "status" : undefined}>
      {typeof children === "string" ? <p>{children}</p> : children}
    </div>
  );
}

/** Says in words why something was refused; nothing when there is no refusal. */
export function RefusalNotice({ refusal }: { refusal: Refusal | null | undefined }) {
  const text = useRefusalText();
  if (!refusal) return null;
  return (
    <div className="said bad" role="alert">
      <p>{text(refusal)}</p>
    </div>
  );
}

export interface Step {
  label: string;
  /** A date, a score, a result. */
  note?: string;
  /** "stopped": the way ended here (declined, withdrawn). */
  state: "done" | "now" | "todo" | "skipped" | "stopped";
}

/** Where a project stands in its lifecycle. */
export function Stepper({ steps }: { steps: readonly Step[] }) {
  const { t } = useTranslation("common");
  return (
    <ol className="steps" aria-label={t("steps.label")}>
      {steps.map(({ label, note, state }) => (
        <li
          key={label}
          className={state === "todo" ? undefined : state === "skipped" ? "skip-step" : state}
          aria-current={state === "now" ? "step" : undefined}
        >
          {label}
          <span className="sr-only">{t("steps.aside", { state: t(`steps.${state}`) })}</span>
          {note && <i>{note}</i>}
        </li>
      ))}
    </ol>
  );
}

export interface NextStepProps {
  title: string;
  text?: ReactNode;
  /** Buttons: the main one first. */
  children?: ReactNode;
}

/** The next action and its deadline, on top of a page. */
export function NextStep({ title, text, children }: NextStepProps) {
  return (
    <section className="card next">
      <div>
        <h2>{title}</h2>
        {text && <p className="muted">{text}</p>}
      </div>
      {children}
    </section>
  );
}

export interface ProgressBarProps {
  value: number;
  max: number;
  /** What is measured, for those who cannot see it. */
  label: string;
  tone?: "ok" | "warn" | "bad";
}

export function ProgressBar({ value, max, label, tone }: ProgressBarProps) {
  const share = max > 0 ? Math.min(100, Math.max(0, Math.round((value / max) * 100))) : 0;
  return (
    <div
      className={clsx("bar", tone)}
      role="progressbar"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={max}
    >
      <i style={{ width: `${share}%` }} />
    </div>
  );
}

export interface MeterRowsProps {
  caption: string;
  rows: readonly { label: ReactNode; key: string; value: number; max: number; text?: string }[];
}

/** Rows of name, figure and bar, as the figures of the year on the first page. */
export function MeterRows({ caption, rows }: MeterRowsProps) {
  return (
    <table className="meters">
      <caption className="sr-only">{caption}</caption>
      <tbody>
        {rows.map(({ key, label, value, max, text }) => (
          <tr key={key}>
            <td>{label}</td>
            <td className="n">{text ?? value}</td>
            <td aria-hidden="true">
              <div className="bar">
                <i style={{ width: `${max > 0 ? Math.round((value / max) * 100) : 0}%` }} />
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
