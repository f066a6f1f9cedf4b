import { Link, NavLink } from "@remix-run/react";
import clsx from "clsx";
import { Fragment } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

export interface Crumb {
  label: string;
  /** Left out for the page itself. */
  to?: string;
}

export interface PageHeaderProps {
  title: ReactNode;
  crumbs?: readonly Crumb[];
  /** Chips beside the title. */
  chips?: ReactNode;
  /** One line under the title. */
  note?: ReactNode;
  /** Buttons at the right. */
  actions?: ReactNode;
}

/** The top of every page: where am I, what is this, what can I do. */
export function PageHeader({ title, crumbs, chips, note, actions }: PageHeaderProps) {
  return (
    <header className="head">
      <div>
        {crumbs && <Breadcrumbs crumbs={crumbs} />}
        <h1>
          {title} {chips}
        </h1>
        {note && <p className="muted">{note}</p>}
      </div>
      {actions && <div className="acts">{actions}</div>}
    </header>
  );
}

export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const { t } = useTranslation("common");
  return (
    <nav aria-label={t("crumbs")}>
      <ol className="crumbs">
        {crumbs.map(({ label, to }) => (
          <li key={`${to ?? ""}${label}`}>{to ? <Link to={to}>{label}</Link> : label}</li>
        ))}
      </ol>
    </nav>
  );
}

export interface CardProps {
  title?: ReactNode;
  /** Right of the title: a link, a chip, a small button. */
  aside?: ReactNode;
  /** No padding: for tables and rows that run to the edge. */
  flush?: boolean;
  id?: string;
  className?: string;
  children: ReactNode;
}

export function Card({ title, aside, flush, id, className, children }: CardProps) {
  const heading = title && <h2>{title}</h2>;
  return (
    <section id={id} className={clsx("card", flush && "flush", className)}>
      {aside ? (
        <header>
          {heading}
          {aside}
        </header>
      ) : (
        heading
      )}
      {children}
    </section>
  );
}

/** Main column with a column of 300 px beside it; one below the other on a phone. */
export function Columns({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className="cols">
      <div>{children}</div>
      <aside>{aside}</aside>
    </div>
  );
}

export interface EmptyStateProps {
  title: string;
  /** What comes next, or how to begin. */
  text?: ReactNode;
  /** Usually a LinkButton. */
  action?: ReactNode;
}

export function EmptyState({ title, text, action }: EmptyStateProps) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {action}
    </div>
  );
}

export interface DescriptionListProps {
  /** Items without a value are left out; 0 and "–" are values. */
  items: readonly { term: string; value: ReactNode }[];
}

export function DescriptionList({ items }: DescriptionListProps) {
  return (
    <dl className="dl">
      {items
        .filter(({ value }) => value !== null && value !== undefined && value !== false)
        .map(({ term, value }) => (
          <Fragment key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}

export interface TabItem {
  to: string;
  label: string;
  count?: number;
  /** Say it when the tab is a search parameter; otherwise the path decides. */
  current?: boolean;
}

export interface TabsProps {
  items: readonly TabItem[];
  actions?: ReactNode;
  /** Tells two rows of tabs on one page apart for those who cannot see them. */
  label?: string;
}

/** Tabs are links, so that each has an address and works without script. */
export function Tabs({ items, actions, label: name }: TabsProps) {
  const { t } = useTranslation("common");
  return (
    <nav className="tabs" aria-label={name ?? t("tabs")}>
      {items.map(({ to, label, count, current }) => {
        const text = count === undefined ? label : `${label} ${count}`;
        return current === undefined ? (
          <NavLink key={to} to={to} end preventScrollReset>
            {text}
          </NavLink>
        ) : (
          <Link key={to} to={to} aria-current={current ? "page" : undefined} preventScrollReset>
            {text}
          </Link>
        );
      })}
      {actions && <div>{actions}</div>}
    </nav>
  );
}
