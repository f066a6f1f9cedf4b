import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { namesIn } from "~/data/application-page.server";
import { findVersion, versionsOf } from "~/data/applications.server";
import { findProject } from "~/data/project-page.server";
import { refuse } from "~/domain/refusal";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { VersionsTab } from "~/ui/projects/versions-tab";

export const handle = { access: "project.read" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  const params = new URL(args.request.url).searchParams;
  return load(async () => {
    const project = await findProject(db.read, actor, param(args, "id"));
    const versions = await versionsOf(db.read, project.id);
    const [latest, earlier] = versions;
    if (!latest) return { projectId: project.id, versions, comparison: null };
    const to = Number(params.get("to") ?? latest.number);
    const from = Number(params.get("from") ?? earlier?.number ?? latest.number);
    const before = (await findVersion(db.read, project.id, from)) ?? refuse("not_found", {}, 404);
    const after = (await findVersion(db.read, project.id, to)) ?? refuse("not_found", {}, 404);
    const names = await namesIn(db.read, project, [before, after]);
    const onlyChanged = params.get("all") !== "1";
    return {
      projectId: project.id,
      versions,
      comparison: { from, to, before, after, names, onlyChanged },
    };
  });
}

export default function ProjectVersionsTab() {
  return <VersionsTab {...useLoaderData<typeof loader>()} />;
}
