import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { createPerson } from "~/commands/save-person.server";
import { organisationChoices } from "~/data/organisations.server";
import { newPersonSchema } from "~/domain/people-form";
import { protect, type RouteHandle } from "~/platform/protect.server";
import { carryOut, wrong } from "~/platform/submission.server";
import { NewPersonPage } from "~/ui/people/new-person-page";

export const handle = { access: "person.manage", title: "people:new" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  return { organisations: await organisationChoices(db.read, actor) };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const submission = parseWithZod(await args.request.formData(), { schema: newPersonSchema });
  if (submission.status !== "success") return wrong(submission, ["password"]);
  return carryOut(
    submission,
    async () => redirect(`/people/${await createPerson(ctx, submission.value)}`, 303),
    ["password"],
  );
}

export default function NewPersonRoute() {
  const answer = useActionData<typeof action>();
  return <NewPersonPage {...useLoaderData<typeof loader>()} answer={answer} />;
}
