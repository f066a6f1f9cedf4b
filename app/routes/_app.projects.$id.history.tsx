import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findProject, historyOf } from "~/data/project-page.server";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { ProjectHistory } from "~/ui/projects/project-history";

export const handle = { access: "project.read" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  return load(async () => {
    const { id } = await findProject(db.read, actor, param(args, "id"));
    return { applicant: actor.role === "applicant", events: await historyOf(db.read, id) };
  });
}

export default function ProjectHistoryTab() {
  return <ProjectHistory {...useLoaderData<typeof loader>()} />;
}
