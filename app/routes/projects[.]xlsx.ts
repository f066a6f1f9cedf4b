import type { LoaderFunctionArgs } from "@remix-run/node";
import { readProjectQuery } from "~/domain/project-list";
import { exportProjects } from "~/platform/project-export.server";
import { protect, type RouteHandle } from "~/platform/protect.server";

export const handle = { access: "project.list" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await protect(args, handle.access);
  return exportProjects(ctx, readProjectQuery(new URL(args.request.url).searchParams), "xlsx");
}
