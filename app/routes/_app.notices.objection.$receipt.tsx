import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { receiptHash } from "~/commands/lodge-objection.server";
import { withdrawObjection } from "~/commands/withdraw-objection.server";
import { findByReceipt } from "~/data/notices.server";
import { attempt, load, param, text, visit, type RouteHandle } from "~/platform/protect.server";
import { ReceiptPage } from "~/ui/notices/receipt-page";

export const handle = { access: "public", title: "notices:receipt.title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db } = await visit(args);
  const receipt = param(args, "receipt");
  return load(async () => ({
    objection: await findByReceipt(db.read, receipt, receiptHash(receipt)),
    isNew: new URL(args.request.url).searchParams.has("lodged"),
  }));
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await visit(args);
  const form = await args.request.formData();
  return attempt(async () => {
    const receipt = param(args, "receipt");
    await withdrawObjection(ctx, { receipt, reason: text(form, "reason") });
    return redirect(`/notices/objection/${encodeURIComponent(receipt)}`, 303);
  });
}

export default function ReceiptRoute() {
  return (
    <ReceiptPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
  );
}
