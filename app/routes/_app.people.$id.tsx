import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { disablePerson, enablePerson } from "~/commands/disable-person.server";
import { editPerson, endSessionsOf, resetPassword } from "~/commands/save-person.server";
import { listGrants } from "~/data/grant-list.server";
import { organisationChoices } from "~/data/organisations.server";
import { findPerson } from "~/data/people.server";
import { personSchema } from "~/domain/people-form";
import { can } from "~/domain/permissions";
import { newPassword } from "~/platform/passwords.server";
import { attempt, load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { carryOut, wrong, type Answer } from "~/platform/submission.server";
import { PersonPage } from "~/ui/people/person-page";

export const handle = { access: "person.read", title: "people:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, now } = await protect(args, handle.access);
  return load(async () => {
    const person = await findPerson(db.read, actor, param(args, "id"));
    const { rows } = await listGrants(db.read, actor, { person: person.id, state: "all" }, now);
    const mayManage = can(actor, "person.manage") === null;
    return {
      person,
      grants: rows,
      organisations: mayManage ? await organisationChoices(db.read, actor) : [],
      mayManage,
      mayGrant: can(actor, "grant.manage") === null,
      self: person.id === actor.personId,
      pageTitle: person.name,
    };
  });
}

const COMMANDS = {
  disable: disablePerson,
  enable: enablePerson,
  end_sessions: endSessionsOf,
} as const;

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const id = param(args, "id");
  const form = await args.request.formData();
  const intent = text(form, "intent");
  if (intent === "reset_password")
    return attempt(async () => {
      const answer: Answer & { password: string } = {
        password: await resetPassword(ctx, id, newPassword()),
      };
      return data(answer, { headers: { "Cache-Control": "no-store" } });
    });
  if (intent in COMMANDS)
    return attempt(async () => {
      await COMMANDS[intent as keyof typeof COMMANDS](ctx, id);
      return redirect(`/people/${id}`, 303);
    });
  const submission = parseWithZod(form, { schema: personSchema });
  if (submission.status !== "success") return wrong(submission);
  return carryOut(submission, async () => {
    await editPerson(ctx, id, submission.value);
    return redirect(`/people/${id}`, 303);
  });
}

export default function PersonRoute() {
  const answer = useActionData<typeof action>();
  return <PersonPage {...useLoaderData<typeof loader>()} answer={answer} />;
}
