import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { importOrganisations } from "~/commands/import-organisations.server";
import { knownOrganisations } from "~/data/organisations.server";
import { ORGANISATION_COLUMNS, planOrganisations } from "~/domain/organisations-import";
import { countFates, readColumns } from "~/domain/table-import";
import { attempt, protect, type RouteHandle } from "~/platform/protect.server";
import { importedFrom, importedQuery, readImport } from "~/platform/table-upload.server";
import { ImportPage } from "~/ui/spreadsheet/import-page";

export const handle = {
  access: "organisation.manage",
  title: "organisations:import.title",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  await protect(args, handle.access);
  return {
    done: importedFrom(new URL(args.request.url)),
    columns: ORGANISATION_COLUMNS.map(({ key }) => key),
  };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  return attempt(async () => {
    const { step, fileName, table } = await readImport(args.request);
    if (step === "confirm")
      return redirect(
        `/organisations/import${importedQuery(await importOrganisations(ctx, table))}`,
        303,
      );
    const plan = planOrganisations(table, await knownOrganisations(ctx.db.read, ctx.actor));
    const cells = new Map(
      readColumns(table, ORGANISATION_COLUMNS).rows.map((one) => [one.row, one.cells]),
    );
    const rows = plan.rows.slice(0, 101).map(({ row, fate }) => ({
      row,
      fate,
      cells: ORGANISATION_COLUMNS.map(({ key }) => cells.get(row)?.[key] ?? ""),
    }));
    const preview = { fileName, table, errors: plan.errors, counts: countFates(plan.rows), rows };
    return data({ preview }, { headers: { "Cache-Control": "no-store" } });
  });
}

export default function ImportOrganisationsRoute() {
  const { t } = useTranslation("organisations");
  return (
    <ImportPage
      {...useLoaderData<typeof loader>()}
      title={t("import.title")}
      intro={t("import.intro")}
      crumbs={[{ label: t("title"), to: "/organisations" }, { label: t("import.title") }]}
      columnKey="organisations:import.column"
      templatePath="/organisations/template.xlsx"
      listPath="/organisations"
      answer={useActionData<typeof action>()}
    />
  );
}
