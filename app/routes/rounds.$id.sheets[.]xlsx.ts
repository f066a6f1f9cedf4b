import type { LoaderFunctionArgs } from "@remix-run/node";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { sheetExport } from "~/platform/sheet-export.server";

export const handle = { access: "sheet.read_all" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await protect(args, handle.access);
  return load(() => sheetExport(ctx, param(args, "id"), "xlsx"));
}
