import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import {
  closeOrganisation,
  editOrganisation,
  reopenOrganisation,
} from "~/commands/save-organisation.server";
import { findOrganisation, organisationChoices } from "~/data/organisations.server";
import { organisationSchema } from "~/domain/organisations";
import { attempt, load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { carryOut, wrong } from "~/platform/submission.server";
import { OrganisationFormPage } from "~/ui/organisations/organisation-form-page";

export const handle = {
  access: "organisation.manage",
  title: "organisations:edit",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  return load(async () => {
    const organisation = await findOrganisation(db.read, actor, param(args, "id"));
    const parents = await organisationChoices(db.read, actor);
    return { organisation, parents, pageTitle: organisation.name };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const id = param(args, "id");
  const form = await args.request.formData();
  const intent = text(form, "intent");
  if (intent === "close" || intent === "reopen")
    return attempt(async () => {
      await (intent === "close" ? closeOrganisation : reopenOrganisation)(ctx, id);
      return redirect(`/organisations/${id}`, 303);
    });
  const submission = parseWithZod(form, { schema: organisationSchema });
  if (submission.status !== "success") return wrong(submission);
  return carryOut(submission, async () => {
    await editOrganisation(ctx, id, submission.value);
    return redirect("/organisations", 303);
  });
}

export default function OrganisationRoute() {
  const { organisation, parents } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <OrganisationFormPage organisation={organisation} parents={parents} answer={answer} />;
}
