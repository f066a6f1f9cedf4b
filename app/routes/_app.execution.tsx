import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { callStageReports } from "~/commands/call-stage-reports.server";
import { callableCycles, listRunning } from "~/data/execution-list.server";
import { can } from "~/domain/permissions";
import { refuse, Refused } from "~/domain/refusal";
import { shanghaiDate } from "~/domain/working-days";
import { protect, text, type RouteHandle } from "~/platform/protect.server";
import { ExecutionListPage } from "~/ui/execution/execution-list-page";

export const handle = {
  access: "execution.list",
  title: "execution:list_title",
} satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor, now } = await protect(args, handle.access);
  const params = new URL(args.request.url).searchParams;
  const read = (name: string) => params.get(name) ?? "";
  const query = { q: read("q"), light: read("light"), sort: read("sort") };
  const calls = can(actor, "report.call") === null;
  return {
    rows: (await listRunning(db.read, actor, query, now)).rows,
    filtered: query.q !== "" || query.light !== "",
    cycles: calls ? await callableCycles(db.read, actor) : [],
    today: shanghaiDate(now),
    called: /^\d+$/.test(read("called")) ? Number(read("called")) : null,
  };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const typed = Object.fromEntries(
    ["cycleId", "number", "title", "dueOn"].map((name) => [
      name,
      text(form, name).trim().slice(0, 100),
    ]),
  );
  const { cycleId = "", number = "", title = "", dueOn = "" } = typed;
  try {
    if (!/^[1-9]\d?$/.test(number)) refuse("report_number_invalid", {}, 422, "number");
    if (title === "") refuse("report_title_missing", {}, 422, "title");
    const { projects } = await callStageReports(ctx, {
      cycleId,
      number: Number(number),
      title,
      dueOn,
    });
    return redirect(`/execution?called=${projects}`, 303);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return data({ refusal: error.refusal, typed }, { status: error.refusal.status });
  }
}

export default function ExecutionListRoute() {
  const answer = useActionData<typeof action>();
  return (
    <ExecutionListPage
      {...useLoaderData<typeof loader>()}
      refusal={answer?.refusal ?? null}
      typed={answer?.typed ?? {}}
    />
  );
}
