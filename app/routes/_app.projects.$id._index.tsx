import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { namesIn, readableApplication } from "~/data/application-page.server";
import { lastVersionNumber } from "~/data/applications.server";
import { attachmentsOf } from "~/data/attachments.server";
import { findProject } from "~/data/project-page.server";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { ApplicationView } from "~/ui/projects/application-view";

export const handle = { access: "project.read" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  const id = param(args, "id");
  return load(async () => {
    const project = await findProject(db.read, actor, id);
    const readable = await readableApplication(db.read, actor, project);
    const files = await attachmentsOf(db.read, "project", id, "application");
    return {
      projectId: id,
      ...readable,
      names: await namesIn(db.read, project, [readable.body]),
      versions: await lastVersionNumber(db.read, id),
      files: files.map((file) => ({
        id: file.id,
        name: file.name,
        size: file.size,
        href: `/attachments/${file.id}`,
      })),
    };
  });
}

export default function ProjectApplicationTab() {
  return <ApplicationView {...useLoaderData<typeof loader>()} />;
}
