import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { findFormCheck, lastVersionNumber, type CheckedItem } from "~/data/applications.server";
import { loadProjectPage, mergeTargets } from "~/data/project-page.server";
import { FIELDS_OF_ITEM, type ApplicationField } from "~/domain/application-fields";
import { can } from "~/domain/permissions";
import { shanghaiDate } from "~/domain/working-days";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { ProjectFrame } from "~/ui/projects/project-frame";

export const handle = { access: "project.read" } satisfies RouteHandle;

/** What stands around every tab of a project. */
export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, now } = await protect(args, handle.access);
  const id = param(args, "id");
  return load(async () => {
    const project = await loadProjectPage(db.read, actor, id, now);
    const checks = can(actor, "project.form_check") === null && project.state === "submitted";
    const asked = project.offers.some((offer) => offer.asks.includes("merge_into"));
    const check = checks
      ? await findFormCheck(db.read, id, await lastVersionNumber(db.read, id))
      : null;
    return {
      pageTitle: `${project.code} ${project.title}`,
      project,
      today: shanghaiDate(now),
      applicant: actor.role === "applicant",
      mayCheckForm: checks,
      mergeTargets:
        asked && actor.role === "office" ? await mergeTargets(db.read, actor, project) : [],
      checkReasons: reasonsByField(check?.items ?? []),
    };
  });
}

function reasonsByField(items: readonly CheckedItem[]): Partial<Record<ApplicationField, string>> {
  const reasons: Partial<Record<ApplicationField, string>> = {};
  for (const item of items)
    if (!item.ok && item.reason)
      for (const field of FIELDS_OF_ITEM[item.key]) reasons[field] ??= item.reason;
  return reasons;
}

export default function ProjectRoute() {
  return (
    <ProjectFrame {...useLoaderData<typeof loader>()}>
      <Outlet />
    </ProjectFrame>
  );
}
