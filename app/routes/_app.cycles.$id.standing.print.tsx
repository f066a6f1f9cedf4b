import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loadSigningSheet } from "~/data/standing-print.server";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { SigningPage } from "~/ui/standing/signing-page";

export const handle = {
  access: "standing.read",
  title: "standings:print.title",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { actor, db, now } = await protect(args, handle.access);
  const roundId = new URL(args.request.url).searchParams.get("round") ?? "";
  return load(() => loadSigningSheet(db.read, actor, param(args, "id"), roundId, now));
}

export default function SigningRoute() {
  return <SigningPage {...useLoaderData<typeof loader>()} />;
}
