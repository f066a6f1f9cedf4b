import type { LoaderFunctionArgs } from "@remix-run/node";
import { importTemplate } from "~/data/import-template.server";
import { isLayout } from "~/domain/import/columns";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { tableResponse } from "~/platform/spreadsheet.server";
import { words } from "~/platform/words.server";

export const handle = { access: "entry.import" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { actor, db, locale } = await protect(args, handle.access);
  const params = new URL(args.request.url).searchParams;
  const layout = params.get("layout") ?? "";
  const t = await words(locale, "imports");
  return load(async () => {
    const template = await importTemplate(db.read, actor, {
      cycleId: param(args, "id"),
      layout: isLayout(layout) ? layout : "entries",
      roundId: params.get("round") ?? "",
    });
    const columns = template.columns.map((column) => ({
      header: column.startsWith("=") ? column.slice(1) : t(`heading.${column}`),
      width: 18,
    }));
    const name = t("template.file", {
      cycle: template.cycleName,
      layout: t(`layout.${template.layout}.name`),
    });
    return tableResponse("xlsx", name, [
      { name: t(`layout.${template.layout}.name`), columns, rows: template.rows },
    ]);
  });
}
