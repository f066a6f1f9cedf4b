import { Form, Link } from "@remix-run/react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

export interface ShellUser {
  name: string;
  roleLabel: string;
  roles: readonly { grantId: string; label: string; current: boolean }[];
}

interface MenuProps {
  locale: "zh-CN" | "en";
  /** Where to come back to. */
  returnTo: string;
}

const LANGUAGES = ["zh-CN", "en"] as const;

/** Closes open menus on Escape and on a click elsewhere; without script they close by their button. */
export function useLeavingMenus(): void {
  useEffect(() => {
    const close = (inside: Node | null) => {
      for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.pick[open]")) {
        if (inside && menu.contains(inside)) continue;
        menu.open = false;
        if (!inside) menu.querySelector("summary")?.focus();
      }
    };
    const onClick = (event: MouseEvent) => {
      close(event.target instanceof Node ? event.target : document.body);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") close(null);
    };
    document.addEventListener("click", onClick);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("click", onClick);
      document.removeEventListener("keydown", onKey);
    };
  }, []);
}

/** The language is changed by a full page load, so that server and browser agree on it. */
export function LanguageMenu({ locale, returnTo }: MenuProps) {
  const { t } = useTranslation("shell");
  return (
    <Form method="post" action="/account/language" reloadDocument>
      <input type="hidden" name="returnTo" value={returnTo} />
      {LANGUAGES.filter((one) => one !== locale).map((one) => (
        <button key={one} className="btn quiet" name="locale" value={one} lang={one}>
          {t(`languages.${one}`)}
        </button>
      ))}
    </Form>
  );
}

/** Name and role; inside it the other roles, the language and the way out. */
export function UserMenu({ user, locale, returnTo }: MenuProps & { user: ShellUser }) {
  const { t } = useTranslation("shell");
  return (
    <details className="pick">
      <summary>
        {user.name}
        <i> · {user.roleLabel}</i>
      </summary>
      <div>
        {user.roles.length > 0 && (
          <>
            <h2>{t("roles")}</h2>
            {user.roles.map(({ grantId, label, current }) => (
              <Form key={grantId} method="post" action="/account/role">
                <input type="hidden" name="grantId" value={grantId} />
                <button aria-current={current ? "true" : undefined}>{label}</button>
              </Form>
            ))}
            <hr />
          </>
        )}
        <h2>{t("language")}</h2>
        <Form method="post" action="/account/language" reloadDocument>
          <input type="hidden" name="returnTo" value={returnTo} />
          {LANGUAGES.map((one) => (
            <button
              key={one}
              name="locale"
              value={one}
              lang={one}
              aria-current={one === locale ? "true" : undefined}
            >
              {t(`languages.${one}`)}
            </button>
          ))}
        </Form>
        <hr />
        <Link to="/account">{t("account")}</Link>
        <Form method="post" action="/logout" reloadDocument>
          <button>{t("sign_out")}</button>
        </Form>
      </div>
    </details>
  );
}
