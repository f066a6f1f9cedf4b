import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { grantRole } from "~/commands/grant-role.server";
import { cycleChoices, listGrants } from "~/data/grant-list.server";
import { organisationChoices } from "~/data/organisations.server";
import { choosePeople, findPerson } from "~/data/people.server";
import { reachOf } from "~/data/reach.server";
import { grantSchema } from "~/domain/grants";
import { shanghaiDate } from "~/domain/working-days";
import { load, protect, type RouteHandle } from "~/platform/protect.server";
import { carryOut, wrong } from "~/platform/submission.server";
import { NewGrantPage } from "~/ui/grants/new-grant-page";

export const handle = { access: "grant.manage", title: "grants:new" } satisfies RouteHandle;

/** First the person, by search; then role, scope and validity. */
export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, now } = await protect(args, handle.access);
  const params = new URL(args.request.url).searchParams;
  const id = params.get("person");
  if (!id) {
    const people = await choosePeople(db.read, actor, params.get("q") ?? "");
    return { step: "person" as const, people };
  }
  return load(async () => {
    const person = await findPerson(db.read, actor, id);
    const { rows } = await listGrants(db.read, actor, { person: id, state: "all" }, now);
    return {
      step: "role" as const,
      person,
      grants: rows.filter((row) => row.revokedAt === null),
      organisations: await organisationChoices(db.read, actor),
      cycles: await cycleChoices(db.read, actor),
      everywhere: (await reachOf(db.read, actor)) === null,
      today: shanghaiDate(now),
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const submission = parseWithZod(await args.request.formData(), { schema: grantSchema });
  if (submission.status !== "success") return wrong(submission);
  return carryOut(submission, async () => {
    await grantRole(ctx, submission.value);
    return redirect(`/people/${submission.value.personId}`, 303);
  });
}

export default function NewGrantRoute() {
  const answer = useActionData<typeof action>();
  return <NewGrantPage {...useLoaderData<typeof loader>()} answer={answer} />;
}
