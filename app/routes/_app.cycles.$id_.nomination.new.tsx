import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { createEntry } from "~/commands/create-entry.server";
import { nominatingCycle } from "~/data/nomination.server";
import { entryFormSchema } from "~/domain/entry-form";
import { again, keepForm } from "~/platform/form-answer.server";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import type { FormAnswer } from "~/ui/cycles/form-answer";
import { EntryFormPage } from "~/ui/entries/entry-form";

export const handle = { access: "entry.nominate", title: "entries:form.new" } satisfies RouteHandle;

const EMPTY = {
  revision: "0",
  title: "",
  category: "",
  problem: "",
  measures: "",
  effect: "",
  leadDepartment: "",
  leadName: "",
};

export async function loader(args: LoaderFunctionArgs) {
  const { actor, db } = await protect(args, handle.access);
  return load(async () => {
    const { cycle } = await nominatingCycle(db.read, actor, param(args, "id"));
    return { cycle: { id: cycle.id, name: cycle.name, categories: cycle.categories } };
  });
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const submission = parseWithZod(await args.request.formData(), { schema: entryFormSchema });
  if (submission.status !== "success") return again(submission);
  return keepForm(submission, async () => {
    const id = await createEntry(ctx, {
      cycleId: param(args, "id"),
      from: { form: submission.value },
    });
    return redirect(`/entries/${id}`, 303);
  });
}

export default function NewEntryRoute() {
  const { t } = useTranslation("entries");
  const { cycle } = useLoaderData<typeof loader>();
  const base = `/cycles/${cycle.id}`;
  return (
    <EntryFormPage
      title={t("form.new")}
      crumbs={[
        { label: cycle.name, to: base },
        { label: t("nomination.title"), to: `${base}/nomination` },
        { label: t("form.new") },
      ]}
      categories={cycle.categories}
      values={EMPTY}
      remarks={[]}
      answer={useActionData() as FormAnswer}
      backTo={`${base}/nomination`}
    />
  );
}
