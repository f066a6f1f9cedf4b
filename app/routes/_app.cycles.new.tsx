import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { createCycle } from "~/commands/create-cycle.server";
import { hospitalsOf, organisationsToRun } from "~/data/cycles.server";
import type { CycleKind } from "~/domain/cycle";
import { cycleFormSchema, settingsOf } from "~/domain/cycle-form";
import type { Actor } from "~/domain/people";
import { refuse } from "~/domain/refusal";
import { shanghaiDate } from "~/domain/working-days";
import { again, keepForm } from "~/platform/form-answer.server";
import {
  defaultRubricOf,
  defaultSettings,
  municipalRoundName,
} from "~/platform/cycle-defaults.server";
import { load, protect, type RouteHandle } from "~/platform/protect.server";
import { NewCyclePage } from "~/ui/cycles/new-cycle-page";
import type { FormAnswer } from "~/ui/cycles/form-answer";
import { valuesOf } from "~/ui/cycles/cycle-values";

export const handle = { access: "cycle.create", title: "cycles:new.title" } satisfies RouteHandle;

const kindFor = (actor: Actor): CycleKind =>
  actor.role === "centre_officer" ? "municipal" : "hospital";

export async function loader(args: LoaderFunctionArgs) {
  const { actor, db, now, locale } = await protect(args, handle.access);
  return load(async () => {
    const organisations = await organisationsToRun(db.read, actor);
    const [first] = organisations;
    if (!first) refuse("organisation_not_yours");
    const kind = kindFor(actor);
    const settings = await defaultSettings(kind, Number(shanghaiDate(now).slice(0, 4)), locale);
    const rubric = await defaultRubricOf(locale);
    return {
      kind,
      organisations: organisations.map(({ id, name }) => ({ id, name })),
      hospitals: kind === "municipal" ? await hospitalsOf(db.read, first.id) : [],
      criteria: rubric.body.criteria.map(({ key, name }) => ({ key, name })),
      values: valuesOf(kind, settings, {
        revision: 0,
        organisationId: first.id,
        participation: "all",
        participantIds: [],
      }),
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const kind = kindFor(ctx.actor);
  const submission = parseWithZod(form, { schema: cycleFormSchema(kind) });
  if (submission.status !== "success") return again(submission);
  return keepForm(submission, async () => {
    const settings = settingsOf(kind, submission.value);
    const id = await createCycle(ctx, {
      kind,
      organisationId: submission.value.organisationId,
      settings,
      rubric: await defaultRubricOf(ctx.locale),
      roundName: await municipalRoundName(settings.name, ctx.locale),
    });
    return redirect(`/cycles/${id}`, 303);
  });
}

export default function NewCycleRoute() {
  return (
    <NewCyclePage {...useLoaderData<typeof loader>()} answer={useActionData() as FormAnswer} />
  );
}
