import type { LoaderFunctionArgs } from "@remix-run/node";
import { personCells } from "~/data/people-table.server";
import { exportPeople } from "~/data/people.server";
import { PERSON_COLUMNS } from "~/domain/people-import";
import { protect, type RouteHandle } from "~/platform/protect.server";
import { tableResponse } from "~/platform/spreadsheet.server";
import { words } from "~/platform/words.server";

export const handle = { access: "person.read" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, locale } = await protect(args, handle.access);
  const filter = Object.fromEntries(new URL(args.request.url).searchParams);
  const people = await exportPeople(db.read, actor, filter);
  const t = await words(locale, "people");
  const shown = PERSON_COLUMNS.filter(({ key }) => key !== "password");
  const rows = people.map((person) => {
    const cells = personCells(person);
    return [
      ...shown.map(({ key }) => cells[key]),
      t(
        person.disabledAt
          ? "status.disabled"
          : person.username
            ? "status.active"
            : "status.without",
      ),
    ];
  });
  const columns = [
    ...shown.map(({ key }) => ({ header: t(`import.column.${key}`), width: 20 })),
    { header: t("field.status") },
  ];
  return tableResponse("xlsx", t("title"), [{ name: t("title"), columns, rows }]);
}
