import type { LoaderFunctionArgs } from "@remix-run/node";
import { exportGrants } from "~/data/grant-list.server";
import { protect, type RouteHandle } from "~/platform/protect.server";
import { tableResponse } from "~/platform/spreadsheet.server";
import { words } from "~/platform/words.server";

export const handle = { access: "grant.manage" } satisfies RouteHandle;

const COLUMNS = ["person", "username", "organisation", "role", "scope", "from", "until"] as const;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, now, locale } = await protect(args, handle.access);
  const filter = Object.fromEntries(new URL(args.request.url).searchParams);
  const grants = await exportGrants(db.read, actor, filter, now);
  const t = await words(locale, "grants");
  const rows = grants.map((row) => [
    row.personName,
    row.username,
    row.organisationName,
    t(`people:role.${row.role}`),
    row.scopeKind === "installation" ? t("everywhere") : row.scopeName,
    row.validFrom,
    row.validUntil ?? "",
  ]);
  const columns = COLUMNS.map((key) => ({ header: t(`field.${key}`), width: 18 }));
  return tableResponse("csv", t("title"), [{ name: t("title"), columns, rows }]);
}
