import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findDecision } from "~/data/decisions.server";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { DecisionTab } from "~/ui/meetings/decision-tab";

export const handle = {
  access: "project.read",
  title: "meetings:decision.title",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  return load(async () => ({ decision: await findDecision(db.read, actor, param(args, "id")) }));
}

export default function DecisionRoute() {
  return <DecisionTab {...useLoaderData<typeof loader>()} />;
}
