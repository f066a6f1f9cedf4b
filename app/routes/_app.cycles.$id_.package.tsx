import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { sealCyclePackage } from "~/commands/seal-cycle-package.server";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";

export const handle = { access: "cycle.manage" } satisfies RouteHandle;

/** Reloading the address of the button leads back to the page it is on. */
export async function loader(args: LoaderFunctionArgs) {
  await protect(args, handle.access);
  return redirect(`/cycles/${args.params.id ?? ""}`, 303);
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const cycleId = param(args, "id");
  return load(async () => {
    await sealCyclePackage(ctx, cycleId);
    return redirect(`/cycles/${cycleId}`, 303);
  });
}
