import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { nameVerifier, recordFinding } from "~/commands/save-effect.server";
import { loadEffectTab } from "~/data/effect-tab.server";
import { Refused } from "~/domain/refusal";
import { load, param, protect, text, type RouteHandle } from "~/platform/protect.server";
import { EffectTab } from "~/ui/effect/effect-tab";

export const handle = { access: "project.read", title: "effect:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, now } = await protect(args, handle.access);
  return load(() => loadEffectTab(db.read, actor, param(args, "id"), now));
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const projectId = args.params.id ?? "";
  const intent = text(form, "intent");
  const finding = text(form, "finding").slice(0, 4000);
  try {
    if (intent === "name") await nameVerifier(ctx, { projectId, personId: text(form, "personId") });
    else
      await recordFinding(ctx, {
        projectId,
        finding,
        expectedState: text(form, "expectedState"),
        verify: intent === "verify",
      });
    return redirect(`/projects/${projectId}/effect`, 303);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return data({ refusal: error.refusal, finding }, { status: error.refusal.status });
  }
}

export default function EffectRoute() {
  const answer = useActionData<typeof action>();
  return (
    <EffectTab
      {...useLoaderData<typeof loader>()}
      refusal={answer?.refusal ?? null}
      finding={answer?.finding ?? ""}
    />
  );
}
