import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { NO_DUE_DATE } from "~/data/facts/project-facts.server";
import { countProjects, listProjects, projectListChoices } from "~/data/projects.server";
import { fromJson } from "~/data/rows.server";
import { categoryName, type Category } from "~/domain/cycle";
import { readProjectQuery } from "~/domain/project-list";
import { shanghaiDate } from "~/domain/working-days";
import { protect, type RouteHandle } from "~/platform/protect.server";
import { ProjectListPage } from "~/ui/projects/project-list-page";

export const handle = { access: "project.list", title: "projects:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, now } = await protect(args, handle.access);
  const params = new URL(args.request.url).searchParams;
  const query = readProjectQuery(params);
  const today = shanghaiDate(now);
  const page = await listProjects(db.read, actor, query, today, params.get("cursor"));
  const choices = await projectListChoices(db.read, actor);
  const categories = new Map(
    choices.cycles
      .flatMap((cycle) => fromJson<Category[]>(cycle.categories))
      .map((category) => [category.key, category]),
  );
  return {
    rows: page.rows.map((row) => ({
      id: row.id,
      code: row.code,
      title: row.title,
      category: categoryName(fromJson<Category[]>(row.categories), row.category),
      state: row.state,
      dueOn: row.dueOn === NO_DUE_DATE ? null : row.dueOn,
      overdue: row.dueOn < today,
      onHold: row.isOnHold === 1,
      score: row.score,
      updatedAt: row.updatedAt,
      lead: row.leadName,
      department: row.departmentName,
    })),
    page: { next: page.next, previous: page.previous },
    total: await countProjects(db.read, actor, query, today),
    choices: {
      cycles: choices.cycles.map(({ id, name }) => ({ id, name })),
      departments: choices.departments,
      categories: [...categories.values()],
    },
    filtered: ["q", "cycle", "state", "category", "department", "overdue"].some((name) =>
      params.get(name),
    ),
    applicant: actor.role === "applicant",
  };
}

export default function ProjectsRoute() {
  return <ProjectListPage {...useLoaderData<typeof loader>()} />;
}
