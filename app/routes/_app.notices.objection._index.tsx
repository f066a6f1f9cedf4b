import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { ReceiptForm } from "~/ui/notices/receipt-form";
import type { RouteHandle } from "~/platform/protect.server";

export const handle = { access: "public", title: "notices:receipt.title" } satisfies RouteHandle;

/** The receipt typed into the form of the notices page leads to its own address. */
export function loader({ request }: LoaderFunctionArgs) {
  const typed = (new URL(request.url).searchParams.get("receipt") ?? "").trim().slice(0, 40);
  return typed === "" ? {} : redirect(`/notices/objection/${encodeURIComponent(typed)}`, 303);
}

export default function FindReceiptRoute() {
  return <ReceiptForm />;
}
