import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { checkForm } from "~/commands/check-form.server";
import { namesIn, readableApplication } from "~/data/application-page.server";
import { findFormCheck, lastVersionNumber } from "~/data/applications.server";
import { attachmentsOf } from "~/data/attachments.server";
import { findProject } from "~/data/project-page.server";
import { CHECK_ITEMS } from "~/domain/application-fields";
import { Refused } from "~/domain/refusal";
import { load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { FormCheckPage } from "~/ui/projects/form-check-page";

export const handle = {
  access: "project.form_check",
  title: "application:form_check.title",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  return load(async () => {
    const project = await findProject(db.read, actor, param(args, "id"));
    const { id, code, title, state } = project;
    const version = await lastVersionNumber(db.read, id);
    const check = await findFormCheck(db.read, id, version);
    const readable = await readableApplication(db.read, actor, project);
    const files = await attachmentsOf(db.read, "project", id, "application");
    return {
      project: { id, code, title, state },
      version,
      revision: check?.revision ?? 0,
      items: check?.items ?? [],
      checked: check && { by: check.checkedByName, at: check.checkedAt },
      application: {
        projectId: id,
        ...readable,
        names: await namesIn(db.read, project, [readable.body]),
        versions: version,
        files: files.map((file) => ({
          id: file.id,
          name: file.name,
          size: file.size,
          href: `/attachments/${file.id}`,
        })),
      },
    };
  });
}

/** Saves the check list: an item that is not met needs its reason. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const projectId = args.params.id ?? "";
  const form = await args.request.formData();
  const typed = CHECK_ITEMS.flatMap((key) => {
    const ok = text(form, `${key}.ok`);
    const reason = text(form, `${key}.reason`).trim().slice(0, 500);
    return ok === "" && reason === "" ? [] : [{ key, ok: ok === "yes", reason }];
  });
  const errors = Object.fromEntries(
    typed
      .filter((item) => !item.ok && item.reason === "")
      .map((item) => [`${item.key}.reason`, ["application:form_check.missing_reason"]]),
  );
  if (Object.keys(errors).length > 0)
    return data({ typed, errors, refusal: null }, { status: 400 });
  try {
    const revision = Number(text(form, "revision")) || 0;
    await checkForm(ctx, { projectId, revision, items: typed });
    return redirect(`/projects/${projectId}/form-check`, 303);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return data({ typed, errors, refusal: error.refusal }, { status: error.refusal.status });
  }
}

export default function FormCheckRoute() {
  const answer = useActionData<typeof action>();
  return (
    <FormCheckPage
      {...useLoaderData<typeof loader>()}
      refusal={answer?.refusal ?? null}
      typed={answer?.typed ?? null}
      errors={answer?.errors ?? {}}
    />
  );
}
