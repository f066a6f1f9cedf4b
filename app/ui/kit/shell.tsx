import { Link, NavLink, useLocation } from "@remix-run/react";
import clsx from "clsx";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LanguageMenu, UserMenu, useLeavingMenus } from "./shell-menus";
import type { ShellUser } from "./shell-menus";

export interface NavItem {
  to: string;
  label: string;
  count?: number;
  /** Only this very address is current ("/"). */
  end?: boolean;
}

export interface NavGroup {
  /** A small heading above the group, such as 设置. */
  label?: string;
  items: readonly NavItem[];
}

export interface ShellProps {
  user: ShellUser | null;
  nav: readonly NavGroup[];
  inboxUnread: number;
  /** Marks the installation as holding invented data. */
  demo: boolean;
  locale: "zh-CN" | "en";
  /** Name of the installation beside the brand; the tagline by default. */
  productName?: string;
  /** Beside the brand: the cycle that is being looked at. */
  context?: ReactNode;
  /** The content uses the whole width. */
  wide?: boolean;
  children: ReactNode;
}

/** The frame of every page: top bar, navigation, content. */
export function Shell(props: ShellProps) {
  const { t } = useTranslation("shell");
  const { pathname, search } = useLocation();
  const { user, nav, inboxUnread, locale } = props;
  const returnTo = `${pathname}${search}`;
  const hasNav = nav.length > 0;
  useLeavingMenus();
  return (
    <>
      <a className="skip" href="#main">
        {t("skip")}
      </a>
      <header className="top">
        {hasNav && (
          // A new page closes the menu: the key makes it a new element.
          <details className="menu" key={pathname}>
            <summary aria-label={t("menu")}>☰</summary>
          </details>
        )}
        <Link className="brand no-underline" to="/">
          {t("brand")}
          <i>{props.productName ?? t("tagline")}</i>
        </Link>
        {props.context}
        <span className="sp" />
        {props.demo && <span className="demo">{t("demo")}</span>}
        {user ? (
          <>
            <Link to="/inbox" className="whitespace-nowrap">
              {inboxUnread > 0 ? t("inbox_unread", { unread: inboxUnread }) : t("inbox")}
            </Link>
            <UserMenu key={returnTo} user={user} locale={locale} returnTo={returnTo} />
          </>
        ) : (
          <>
            <LanguageMenu locale={locale} returnTo={returnTo} />
            <Link to="/login">{t("sign_in")}</Link>
          </>
        )}
      </header>
      <div className={clsx("shell", !hasNav && "bare")}>
        {hasNav && (
          <nav className="nav" aria-label={t("nav")}>
            {nav.map((group, index) => (
              <div key={group.label ?? index}>
                {group.label && <b>{group.label}</b>}
                {group.items.map(({ to, label, count, end }) => (
                  <NavLink key={to} to={to} end={end ?? to === "/"}>
                    {label}
                    {count !== undefined && <small>{count}</small>}
                  </NavLink>
                ))}
              </div>
            ))}
          </nav>
        )}
        <main id="main" tabIndex={-1} className={clsx("main", props.wide && "wide")}>
          {props.children}
        </main>
      </div>
    </>
  );
}
