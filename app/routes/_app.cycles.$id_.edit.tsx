import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { editCycle } from "~/commands/edit-cycle.server";
import { cycleSubject, findCycle, hospitalsOf } from "~/data/cycles.server";
import { criteriaOf } from "~/data/rubrics.server";
import { cycleFormSchema, settingsOf } from "~/domain/cycle-form";
import { stateLabel } from "~/domain/lifecycle/machine";
import { can } from "~/domain/permissions";
import { refuse, unless } from "~/domain/refusal";
import { again, keepForm } from "~/platform/form-answer.server";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import type { FormAnswer } from "~/ui/cycles/form-answer";
import { valuesOf } from "~/ui/cycles/cycle-values";
import { EditCyclePage } from "~/ui/cycles/new-cycle-page";

export const handle = { access: "cycle.manage", title: "cycles:edit.title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { actor, db } = await protect(args, handle.access);
  return load(async () => {
    const cycle = await findCycle(db.read, actor, param(args, "id"));
    unless(can(actor, "cycle.manage", cycleSubject(cycle)));
    if (!cycle.mayBeEdited) refuse("cycle_fixed", { state: stateLabel("cycle", cycle.state) }, 409);
    const municipal = cycle.kind === "municipal";
    const hospitals = municipal ? await hospitalsOf(db.read, cycle.organisationId) : [];
    const everybody = hospitals.every(({ id }) => cycle.participantIds.includes(id));
    return {
      kind: cycle.kind,
      name: cycle.name,
      cycleId: cycle.id,
      backTo: `/cycles/${cycle.id}`,
      organisations: [] as { id: string; name: string }[],
      hospitals,
      criteria: await criteriaOf(db.read, cycle),
      values: valuesOf(cycle.kind, cycle, {
        revision: cycle.revision,
        organisationId: cycle.organisationId,
        participation: everybody ? "all" : "some",
        participantIds: cycle.participantIds,
      }),
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const cycleId = param(args, "id");
  const { kind } = await load(() => findCycle(ctx.db.read, ctx.actor, cycleId));
  const submission = parseWithZod(form, { schema: cycleFormSchema(kind) });
  if (submission.status !== "success") return again(submission);
  return keepForm(submission, async () => {
    const settings = settingsOf(kind, submission.value);
    await editCycle(ctx, { cycleId, revision: submission.value.revision, settings });
    return redirect(`/cycles/${cycleId}`, 303);
  });
}

export default function EditCycleRoute() {
  return (
    <EditCyclePage {...useLoaderData<typeof loader>()} answer={useActionData() as FormAnswer} />
  );
}
