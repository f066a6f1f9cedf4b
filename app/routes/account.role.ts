import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { switchRole } from "~/commands/switch-role.server";
import { load, protect, text, type RouteHandle } from "~/platform/protect.server";

export const handle = { access: "account.manage" } satisfies RouteHandle;

export const loader = () => redirect("/", 303);

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  return load(async () => {
    await switchRole(ctx, text(form, "grantId"));
    return redirect("/", 303);
  });
}
