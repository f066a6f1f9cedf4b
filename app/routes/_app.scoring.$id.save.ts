import type { ActionFunctionArgs } from "@remix-run/node";
import { readSheetForm } from "~/commands/read-sheet-form.server";
import { saveSheet } from "~/commands/save-sheet.server";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";

export const handle = { access: "sheet.save" } satisfies RouteHandle;

/** The page's own saving while somebody types; answers JSON. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  return load(async () => {
    const saved = await saveSheet(ctx, await readSheetForm(ctx, param(args, "id"), form));
    return Response.json(saved, { status: saved.saved ? 200 : 409 });
  });
}
