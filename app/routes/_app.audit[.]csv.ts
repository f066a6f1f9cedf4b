import type { LoaderFunctionArgs } from "@remix-run/node";
import { exportAudit } from "~/data/audit-list.server";
import { protect, type RouteHandle } from "~/platform/protect.server";
import { tableResponse } from "~/platform/spreadsheet.server";
import { words } from "~/platform/words.server";

export const handle = { access: "audit.read" } satisfies RouteHandle;

const COLUMNS = ["at", "person", "username", "role", "action", "subject", "outcome", "address"];

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, locale } = await protect(args, handle.access);
  const filter = Object.fromEntries(new URL(args.request.url).searchParams);
  const log = await exportAudit(db.read, actor, filter);
  const t = await words(locale, "audit");
  const rows = log.map((row) => [
    row.at,
    row.personName ?? "",
    row.username,
    row.role ?? "",
    row.action,
    [row.subjectKind, row.subjectName ?? row.subjectId].filter(Boolean).join(" "),
    row.outcome,
    row.address,
  ]);
  const columns = COLUMNS.map((key) => ({ header: t(`field.${key}`), width: 20 }));
  return tableResponse("csv", t("title"), [{ name: t("title"), columns, rows }]);
}
