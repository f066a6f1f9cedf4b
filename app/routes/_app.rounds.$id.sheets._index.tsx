import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findSheetMatrix } from "~/data/round-page.server";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { SheetMatrix } from "~/ui/rounds/sheet-matrix";

export const handle = {
  access: "sheet.read_all",
  title: "rounds:sheets.title",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  return load(() => findSheetMatrix(db.read, actor, param(args, "id")));
}

export default function SheetsRoute() {
  return <SheetMatrix {...useLoaderData<typeof loader>()} />;
}
