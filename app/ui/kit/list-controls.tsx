import { Form, Link, useLocation, useSearchParams } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "./data-table";
import type { Option } from "./choice-fields";
import { formatNumber } from "./format";

export interface PaginationProps {
  /** Cursors of `readPage`; null where there is no such page. */
  page: { readonly next: string | null; readonly previous: string | null };
  /** How many there are in all; counting may stop at a cap: `{ count: 10000, capped: true }`. */
  total?: { readonly count: number; readonly capped: boolean };
  /** Search parameter of the cursor. */
  param?: string;
}

export function Pagination({ page, total, param = "cursor" }: PaginationProps) {
  const { t } = useTranslation("common");
  const address = useAddress();
  if (!page.next && !page.previous && !total) return null;
  return (
    <nav className="pager" aria-label={t("paging.label")}>
      {total && (
        <small>
          {t(total.capped ? "paging.total_capped" : "paging.total", {
            total: formatNumber(total.count),
          })}
        </small>
      )}
      <span className="sp" />
      {page.previous && (
        <Link className="btn small" rel="prev" to={address({ [param]: page.previous })}>
          ‹ {t("paging.previous")}
        </Link>
      )}
      {page.next && (
        <Link className="btn small" rel="next" to={address({ [param]: page.next })}>
          {t("paging.next")} ›
        </Link>
      )}
    </nav>
  );
}

export interface Filter {
  name: string;
  label: string;
  options: readonly Option[];
  /** Text of the empty choice; "全部" by default. */
  all?: string;
}

export interface FilterBarProps {
  /** The search box; its parameter is `q` unless named. */
  search?: { name?: string; label?: string; placeholder?: string };
  filters?: readonly Filter[];
  /** Parameters to carry along besides `sort`, such as the tab. */
  keep?: readonly string[];
  /** Further controls (must be inside the GET form). */
  children?: ReactNode;
}

/** Search and filters as a GET form: every list has an address that can be sent to a colleague. */
export function FilterBar({ search, filters = [], keep = [], children }: FilterBarProps) {
  const { t } = useTranslation("common");
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const kept = ["sort", ...keep].filter((name) => params.has(name));
  const searchName = search?.name ?? "q";
  const names = [...(search ? [searchName] : []), ...filters.map(({ name }) => name)];
  const active = names.some((name) => params.get(name));
  const cleared = new URLSearchParams(kept.map((name) => [name, params.get(name) ?? ""]));
  return (
    <Form
      method="get"
      role="search"
      className="filters"
      aria-label={t("filters.label")}
      key={params.toString()}
    >
      {kept.map((name) => (
        <input key={name} type="hidden" name={name} value={params.get(name) ?? ""} />
      ))}
      {search && (
        <label className="find">
          {search.label ?? t("filters.search")}
          <input
            className="input block"
            type="search"
            name={searchName}
            placeholder={search.placeholder}
            defaultValue={params.get(searchName) ?? ""}
          />
        </label>
      )}
      {filters.map(({ name, label, options, all }) => (
        <label key={name}>
          {label}
          <select className="input block" name={name} defaultValue={params.get(name) ?? ""}>
            <option value="">{all ?? t("filters.all")}</option>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </label>
      ))}
      {children}
      <button className="btn">{t("filters.apply")}</button>
      {active && (
        <Link className="btn quiet" to={{ pathname, search: cleared.toString() }}>
          {t("filters.clear")}
        </Link>
      )}
    </Form>
  );
}

export type ExportFormat = "xlsx" | "csv" | "json";

export interface ExportLinksProps {
  /** Address without its ending: "/projects" gives /projects.xlsx; filters of this page go along. */
  path: string;
  formats?: readonly ExportFormat[];
}

export function ExportLinks({ path, formats = ["xlsx", "csv"] }: ExportLinksProps) {
  const { t } = useTranslation("common");
  const [params] = useSearchParams();
  const query = new URLSearchParams(params);
  query.delete("cursor");
  const text = query.toString();
  const search = text ? `?${text}` : "";
  return (
    <>
      {formats.map((format) => (
        <a key={format} className="btn" href={`${path}.${format}${search}`} download>
          {t(`export.${format}`)}
        </a>
      ))}
    </>
  );
}
