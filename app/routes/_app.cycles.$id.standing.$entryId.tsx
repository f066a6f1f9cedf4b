import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { explainStandingEntry } from "~/data/standing-entry.server";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { ExplanationPage } from "~/ui/standing/explanation-page";

export const handle = {
  access: "standing.read",
  title: "standings:explain.title",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { actor, db } = await protect(args, handle.access);
  const roundId = new URL(args.request.url).searchParams.get("round") ?? "";
  return load(() =>
    explainStandingEntry(db.read, actor, param(args, "id"), param(args, "entryId"), roundId),
  );
}

export default function ExplanationRoute() {
  return <ExplanationPage {...useLoaderData<typeof loader>()} />;
}
