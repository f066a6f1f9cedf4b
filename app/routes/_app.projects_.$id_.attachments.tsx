import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { attachFiles, removeFile } from "~/commands/attach-file.server";
import { findEditable } from "~/data/application-page.server";
import { attachmentsOf } from "~/data/attachments.server";
import { config } from "~/platform/config.server";
import { attempt, load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { ACCEPTED, withUpload } from "~/platform/uploads.server";
import { AttachmentsPage } from "~/ui/projects/attachments-page";

export const handle = { access: "project.edit", title: "attachments:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  return load(async () => {
    const { project, editable } = await findEditable(db.read, actor, param(args, "id"));
    const files = await attachmentsOf(db.read, "project", project.id, "application");
    return {
      project: { id: project.id, code: project.code, title: project.title },
      editable,
      files: files.map(({ id, name, size }) => ({ id, name, size, href: `/attachments/${id}` })),
      accept: ACCEPTED,
      maxBytes: config().attachmentBytes,
    };
  });
}

/** Multipart: an upload. Otherwise the removal of one file. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const { request } = args;
  return attempt(async () => {
    const projectId = param(args, "id");
    if (request.headers.get("Content-Type")?.startsWith("multipart/"))
      await withUpload(request, { maxBytes: config().attachmentBytes }, ({ files }) =>
        attachFiles(ctx, { projectId, files }),
      );
    else {
      const form = await request.formData();
      await removeFile(ctx, { projectId, attachmentId: text(form, "attachmentId") });
    }
    return redirect(`/projects/${projectId}/attachments`, 303);
  });
}

export default function AttachmentsRoute() {
  const answer = useActionData<typeof action>();
  return (
    <AttachmentsPage
      {...useLoaderData<typeof loader>()}
      refusal={answer && "refusal" in answer ? answer.refusal : null}
    />
  );
}
