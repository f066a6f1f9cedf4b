import { Link, useNavigation } from "@remix-run/react";
import type { LinkProps } from "@remix-run/react";
import clsx from "clsx";
import { useId } from "react";
import type { ButtonHTMLAttributes, MouseEvent, ReactNode } from "react";

export type ButtonTone = "main" | "plain" | "bad" | "quiet";

interface Looks {
  tone?: ButtonTone;
  small?: boolean;
}

function looks({ tone = "plain", small }: Looks, off = false): string {
  return clsx("btn", tone !== "plain" && !off && tone, small && "small", off && "off");
}

export type ButtonProps = Looks & Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className">;

/** A button for what needs script; what must work without is a SubmitButton or a LinkButton. */
export function Button({ tone, small, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={looks({ tone, small })}>
      {children}
    </button>
  );
}

export type LinkButtonProps = Looks &
  Omit<LinkProps, "className"> & {
    /** Why it cannot be opened now; shown below, and the link becomes inert. */
    reason?: string | null;
  };

export function LinkButton({ tone, small, reason, children, ...rest }: LinkButtonProps) {
  const id = useId();
  if (reason)
    return (
      <span className="why">
        <button
          type="button"
          className={looks({ small }, true)}
          aria-disabled
          aria-describedby={id}
        >
          {children}
        </button>
        <small id={id}>{reason}</small>
      </span>
    );
  return (
    <Link {...rest} className={looks({ tone, small })}>
      {children}
    </Link>
  );
}

export type SubmitButtonProps = Looks & {
  name?: string;
  value?: string;
  form?: string;
  formAction?: string;
  /** Submits although native constraints are not met (save a draft). */
  formNoValidate?: boolean;
  /** Why it cannot be pressed now; shown below it and read out with it. */
  reason?: string | null;
  "aria-label"?: string;
  children: ReactNode;
};

/** Submits its form. A disabled one stays reachable by keyboard, so that its reason is found. */
export function SubmitButton({
  tone = "main",
  small,
  reason,
  children,
  ...rest
}: SubmitButtonProps) {
  const id = useId();
  const busy = useNavigation().state === "submitting";
  if (reason)
    return (
      <span className="why">
        <button
          type="button"
          className={looks({ small }, true)}
          aria-disabled
          aria-describedby={id}
          aria-label={rest["aria-label"]}
        >
          {children}
        </button>
        <small id={id}>{reason}</small>
      </span>
    );
  const once = (event: MouseEvent) => {
    if (busy) event.preventDefault();
  };
  return (
    <button
      type="submit"
      {...rest}
      className={looks({ tone, small })}
      aria-busy={busy || undefined}
      onClick={once}
    >
      {children}
    </button>
  );
}

/**
 * Put first in a form that has Repeatable rows or several submit buttons: Enter presses a form's
 * first submit button, which would otherwise be "remove row 1".
 */
export function EnterSubmits({ name, value }: { name?: string; value?: string }) {
  return (
    <button
      type="submit"
      name={name}
      value={value}
      className="sr-only"
      tabIndex={-1}
      aria-hidden="true"
    />
  );
}
