import type { LoaderFunctionArgs } from "@remix-run/node";
import { PERSON_COLUMNS } from "~/domain/people-import";
import { protect, type RouteHandle } from "~/platform/protect.server";
import { tableResponse } from "~/platform/spreadsheet.server";
import { words } from "~/platform/words.server";

export const handle = { access: "person.import" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { locale } = await protect(args, handle.access);
  const t = await words(locale, "people");
  const columns = PERSON_COLUMNS.map(({ key }) => ({
    header: t(`import.column.${key}`),
    width: 20,
  }));
  const notes = PERSON_COLUMNS.map(({ key }) => [
    t(`import.column.${key}`),
    t(`import.note.${key}`),
  ]);
  return tableResponse("xlsx", t("import.template"), [
    { name: t("title"), columns, rows: [] },
    { name: t("import.notes"), columns: [{ header: "" }, { header: "", width: 80 }], rows: notes },
  ]);
}
