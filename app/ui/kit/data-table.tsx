import { Link, useLocation, useSearchParams } from "@remix-run/react";
import clsx from "clsx";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

export interface Column<Row> {
  key: string;
  header: ReactNode;
  /** Right-aligned figures. */
  numeric?: boolean;
  /** Makes the heading a link that sorts by this key: `?sort=key`, `?sort=-key`. */
  sortKey?: string;
  cell: (row: Row) => ReactNode;
  className?: string;
  /** This cell names the row (`<th scope="row">`). */
  heading?: boolean;
}

export interface DataTableProps<Row> {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** What the table shows; read out, and seen with `showCaption`. */
  caption: string;
  showCaption?: boolean;
  /** Shown instead of rows; by default "没有记录". */
  empty?: ReactNode;
  /** The sort when the address names none, such as "-updatedAt". */
  defaultSort?: string;
  /** Search parameter of the sort, where a page holds two tables. */
  sortParam?: string;
  /** Marks rows, such as the one that is open beside the table. */
  isCurrent?: (row: Row) => boolean;
  /** On a phone each row becomes a block of label and value instead of scrolling sideways. */
  stack?: boolean;
}

/** The address of this page with some search parameters changed; null removes one. */
export function useAddress(): (changes: Readonly<Record<string, string | null>>) => string {
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  return (changes) => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    const search = next.toString();
    return search ? `${pathname}?${search}` : pathname;
  };
}

const CODE = /^[\dA-Z][\dA-Z\-–: ]*$/;

/** A code, a date or a person's name is read at a glance only when it stands on one line. */
function staysWhole(value: ReactNode): boolean {
  return typeof value === "string" && (value.length <= 4 || CODE.test(value));
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { t } = useTranslation("common");
  const [params] = useSearchParams();
  const address = useAddress();
  const { columns, rows, caption, sortParam = "sort", stack } = props;
  const sort = params.get(sortParam) ?? props.defaultSort ?? "";

  const heading = (column: Column<Row>) => {
    const { sortKey } = column;
    if (!sortKey) {
      return (
        <th key={column.key} scope="col" className={clsx(column.numeric && "n", column.className)}>
          {column.header}
        </th>
      );
    }
    const order =
      sort === sortKey ? "ascending" : sort === `-${sortKey}` ? "descending" : undefined;
    return (
      <th
        key={column.key}
        scope="col"
        className={clsx(column.numeric && "n", column.className)}
        aria-sort={order}
      >
        <Link
          className="sort"
          to={address({
            [sortParam]: order === "ascending" ? `-${sortKey}` : sortKey,
            cursor: null,
          })}
          preventScrollReset
        >
          {column.header}
        </Link>
      </th>
    );
  };

  if (rows.length === 0) {
    return <>{props.empty ?? <p className="empty">{t("table.empty")}</p>}</>;
  }
  return (
    // The frame scrolls on narrow screens; without a tab stop the keyboard could not reach its end.
    <div className="scroll" role="region" tabIndex={0} aria-label={t("table.scroll", { caption })}>
      <table className={clsx("data", stack && "stack")}>
        <caption className={props.showCaption ? "muted p-2 text-left" : "sr-only"}>
          {caption}
        </caption>
        <thead>
          <tr>{columns.map(heading)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={props.rowKey(row)} className={props.isCurrent?.(row) ? "on" : undefined}>
              {columns.map((column) => {
                const value = column.cell(row);
                const shared = {
                  className:
                    clsx(column.numeric && "n", staysWhole(value) && "whole", column.className) ||
                    undefined,
                  "data-label":
                    stack && typeof column.header === "string" ? column.header : undefined,
                };
                return column.heading ? (
                  <th key={column.key} scope="row" {...shared}>
                    {value}
                  </th>
                ) : (
                  <td key={column.key} {...shared}>
                    {value}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
