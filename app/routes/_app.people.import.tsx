import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { importPeople } from "~/commands/import-people.server";
import { knownPeople } from "~/data/people.server";
import { PERSON_COLUMNS, planPeople } from "~/domain/people-import";
import { countFates, readColumns } from "~/domain/table-import";
import { attempt, protect, type RouteHandle } from "~/platform/protect.server";
import { importedFrom, importedQuery, readImport } from "~/platform/table-upload.server";
import { ImportPage } from "~/ui/spreadsheet/import-page";

export const handle = {
  access: "person.import",
  title: "people:import.title",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  await protect(args, handle.access);
  return {
    done: importedFrom(new URL(args.request.url)),
    columns: PERSON_COLUMNS.map(({ key }) => key),
  };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  return attempt(async () => {
    const { step, fileName, table } = await readImport(args.request);
    if (step === "confirm")
      return redirect(`/people/import${importedQuery(await importPeople(ctx, table))}`, 303);
    const plan = planPeople(table, await knownPeople(ctx.db.read, ctx.actor));
    const cells = new Map(
      readColumns(table, PERSON_COLUMNS).rows.map((one) => [one.row, one.cells]),
    );
    const rows = plan.rows.slice(0, 101).map(({ row, fate }) => ({
      row,
      fate,
      // A password is typed once and looked at by nobody.
      cells: PERSON_COLUMNS.map(({ key }) => {
        const cell = cells.get(row)?.[key] ?? "";
        return key === "password" && cell ? "••••••" : cell;
      }),
    }));
    const preview = { fileName, table, errors: plan.errors, counts: countFates(plan.rows), rows };
    return data({ preview }, { headers: { "Cache-Control": "no-store" } });
  });
}

export default function ImportPeopleRoute() {
  const { t } = useTranslation("people");
  return (
    <ImportPage
      {...useLoaderData<typeof loader>()}
      title={t("import.title")}
      intro={t("import.intro")}
      crumbs={[{ label: t("title"), to: "/people" }, { label: t("import.title") }]}
      columnKey="people:import.column"
      templatePath="/people/template.xlsx"
      listPath="/people"
      answer={useActionData<typeof action>()}
    />
  );
}
