import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { organisationChoices } from "~/data/organisations.server";
import { listPeople } from "~/data/people.server";
import { can } from "~/domain/permissions";
import { protect, type RouteHandle } from "~/platform/protect.server";
import { PeoplePage } from "~/ui/people/people-page";

export const handle = { access: "person.read", title: "people:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  const params = new URL(args.request.url).searchParams;
  const { rows, next, previous, total } = await listPeople(
    db.read,
    actor,
    Object.fromEntries(params),
  );
  const choices = await organisationChoices(db.read, actor);
  return {
    rows,
    page: { next, previous },
    total,
    organisations: choices
      .filter(({ kind }) => kind !== "department" && kind !== "branch")
      .map(({ id, name }) => ({ value: id, label: name })),
    mayManage: can(actor, "person.manage") === null,
  };
}

export default function PeopleRoute() {
  return <PeoplePage {...useLoaderData<typeof loader>()} />;
}
