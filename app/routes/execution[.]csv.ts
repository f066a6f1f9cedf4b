import type { LoaderFunctionArgs } from "@remix-run/node";
import { exportRunning } from "~/platform/execution-export.server";
import { protect, type RouteHandle } from "~/platform/protect.server";

export const handle = { access: "execution.list" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await protect(args, handle.access);
  return exportRunning(ctx, new URL(args.request.url).searchParams, "csv");
}
