import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { editEntry } from "~/commands/edit-entry.server";
import { findEntry } from "~/data/entries.server";
import { entryFormSchema } from "~/domain/entry-form";
import { stateLabel } from "~/domain/lifecycle/machine";
import { refuse } from "~/domain/refusal";
import { again, keepForm } from "~/platform/form-answer.server";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import type { FormAnswer } from "~/ui/cycles/form-answer";
import { EntryFormPage } from "~/ui/entries/entry-form";

export const handle = {
  access: "entry.nominate",
  title: "entries:page.edit",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { actor, db, now } = await protect(args, handle.access);
  return load(async () => {
    const found = await findEntry(db.read, actor, param(args, "id"), now);
    const { entry, cycle, returned } = found;
    if (!found.mayEdit) refuse("entry_fixed", { state: stateLabel("entry", entry.state) }, 409);
    const { problem, measures, effect, leadDepartment, leadName } = entry.snapshot;
    return {
      id: entry.id,
      code: entry.code,
      cycle,
      remarks: returned?.fields ?? [],
      values: {
        revision: String(entry.revision),
        title: entry.title,
        category: entry.category,
        problem,
        measures,
        effect,
        leadDepartment,
        leadName,
      },
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const submission = parseWithZod(await args.request.formData(), { schema: entryFormSchema });
  if (submission.status !== "success") return again(submission);
  return keepForm(submission, async () => {
    const entryId = param(args, "id");
    await editEntry(ctx, { entryId, form: submission.value });
    return redirect(`/entries/${entryId}`, 303);
  });
}

export default function EditEntryRoute() {
  const { t } = useTranslation("entries");
  const { id, code, cycle, values, remarks } = useLoaderData<typeof loader>();
  return (
    <EntryFormPage
      title={t("page.edit")}
      crumbs={[
        { label: cycle.name, to: `/cycles/${cycle.id}` },
        { label: code, to: `/entries/${id}` },
        { label: t("page.edit") },
      ]}
      categories={cycle.categories}
      values={values}
      remarks={remarks}
      answer={useActionData() as FormAnswer}
      backTo={`/entries/${id}`}
    />
  );
}
