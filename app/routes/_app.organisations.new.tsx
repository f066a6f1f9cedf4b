import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { createOrganisation } from "~/commands/save-organisation.server";
import { organisationChoices } from "~/data/organisations.server";
import { organisationSchema } from "~/domain/organisations";
import { protect, type RouteHandle } from "~/platform/protect.server";
import { carryOut, wrong } from "~/platform/submission.server";
import { OrganisationFormPage } from "~/ui/organisations/organisation-form-page";

export const handle = {
  access: "organisation.manage",
  title: "organisations:new",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  const choices = await organisationChoices(db.read, actor);
  return {
    organisation: null,
    parents: choices.filter(({ kind }) => kind === "centre" || kind === "hospital"),
  };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const submission = parseWithZod(form, { schema: organisationSchema });
  if (submission.status !== "success") return wrong(submission);
  return carryOut(submission, async () => {
    await createOrganisation(ctx, submission.value);
    return redirect("/organisations", 303);
  });
}

export default function NewOrganisationRoute() {
  const answer = useActionData<typeof action>();
  return <OrganisationFormPage {...useLoaderData<typeof loader>()} answer={answer} />;
}
