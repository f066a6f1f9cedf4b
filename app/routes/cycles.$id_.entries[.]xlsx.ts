import type { LoaderFunctionArgs } from "@remix-run/node";
import { entriesFile } from "~/platform/entries-file.server";
import { load, protect, type RouteHandle } from "~/platform/protect.server";

export const handle = { access: "cycle.read" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await protect(args, handle.access);
  return load(() => entriesFile(ctx, args, "xlsx"));
}
