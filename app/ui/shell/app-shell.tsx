import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Role } from "~/domain/people";
import { Shell } from "~/ui/kit";

export interface AppShellProps {
  locale: "zh-CN" | "en";
  demo: boolean;
  user: {
    name: string;
    role: Role;
    grantId: string;
    grants: { id: string; role: Role; scopeName: string }[];
  } | null;
  nav: { label: string | null; items: { to: string; label: string }[] }[];
  inboxUnread: number;
  children: ReactNode;
}

/** Puts words to what the frame shows. */
export function AppShell({ locale, demo, user, nav, inboxUnread, children }: AppShellProps) {
  const { t } = useTranslation("nav");
  return (
    <Shell
      locale={locale}
      demo={demo}
      inboxUnread={inboxUnread}
      nav={nav.map((group) => ({
        ...(group.label ? { label: t(group.label) } : {}),
        items: group.items.map(({ to, label }) => ({ to, label: t(label) })),
      }))}
      user={
        user && {
          name: user.name,
          roleLabel: t(`people:role.${user.role}`),
          roles: user.grants.map((grant) => ({
            grantId: grant.id,
            label: grant.scopeName
              ? t("role_at", { role: t(`people:role.${grant.role}`), scope: grant.scopeName })
              : t(`people:role.${grant.role}`),
            current: grant.id === user.grantId,
          })),
        }
      }
    >
      {children}
    </Shell>
  );
}
