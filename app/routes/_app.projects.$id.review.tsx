import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { seesProject } from "~/data/projects.server";
import { projectReviews } from "~/data/round-page.server";
import { roleMayEver } from "~/domain/permissions";
import { refuse } from "~/domain/refusal";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { ProjectReview } from "~/ui/rounds/project-review";

export const handle = { access: "project.read" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  return load(async () => {
    const id = param(args, "id");
    if (!(await seesProject(db.read, actor, id))) refuse("not_found", {}, 404);
    return {
      reviews: await projectReviews(db.read, actor, id),
      reader: actor.role === "applicant" ? ("applicant" as const) : ("staff" as const),
      mayOpenRound: roleMayEver(actor.role, "round.read"),
    };
  });
}

export default function ProjectReviewRoute() {
  return <ProjectReview {...useLoaderData<typeof loader>()} />;
}
