import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { lodgeObjection } from "~/commands/lodge-objection.server";
import { findNotice } from "~/data/notices.server";
import { objectionSchema } from "~/domain/objection";
import { attempt, load, param, visit, type RouteHandle } from "~/platform/protect.server";
import { ObjectionFormPage } from "~/ui/notices/objection-form-page";

export const handle = { access: "public", title: "notices:objection.title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, now } = await visit(args);
  return load(async () => ({ notice: await findNotice(db.read, param(args, "id"), now) }));
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await visit(args);
  const submission = parseWithZod(await args.request.formData(), { schema: objectionSchema });
  if (submission.status !== "success") return data({ reply: submission.reply() }, { status: 400 });
  const { value } = submission;
  return attempt(async () => {
    const receipt = await lodgeObjection(ctx, {
      noticeId: param(args, "id"),
      form: value,
      address: typeof args.context.address === "string" ? args.context.address : "",
    });
    return redirect(`/notices/objection/${receipt}?lodged=1`, 303);
  });
}

export default function ObjectionFormRoute() {
  return (
    <ObjectionFormPage
      {...useLoaderData<typeof loader>()}
      answer={useActionData<typeof action>()}
    />
  );
}
