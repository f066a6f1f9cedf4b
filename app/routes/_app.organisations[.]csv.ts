import type { LoaderFunctionArgs } from "@remix-run/node";
import { listOrganisations } from "~/data/organisations.server";
import { ORGANISATION_COLUMNS } from "~/domain/organisations-import";
import { protect, type RouteHandle } from "~/platform/protect.server";
import { tableResponse } from "~/platform/spreadsheet.server";
import { words } from "~/platform/words.server";

export const handle = { access: "organisation.manage" } satisfies RouteHandle;

/** The columns of the import, so that a list can be taken out, changed and brought back. */
export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, locale } = await protect(args, handle.access);
  const params = new URL(args.request.url).searchParams;
  const list = await listOrganisations(db.read, actor, {
    q: params.get("q") ?? "",
    kind: params.get("kind") ?? "",
    closed: params.get("closed") === "1",
  });
  const t = await words(locale, "organisations");
  const rows = list.map((row) => [
    t(`people:kind.${row.kind}`),
    row.name,
    row.parentName ?? "",
    row.category ? t(`people:category.${row.category}`) : "",
    row.shortName,
    row.code,
  ]);
  const columns = ORGANISATION_COLUMNS.map(({ key }) => ({
    header: t(`import.column.${key}`),
    width: 22,
  }));
  return tableResponse("csv", t("title"), [{ name: t("title"), columns, rows }]);
}
