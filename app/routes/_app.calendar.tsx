import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { addHolidays, dropHoliday } from "~/commands/edit-calendar.server";
import { holidayYears, listHolidays } from "~/data/calendar.server";
import { holidaySchema } from "~/domain/calendar";
import { shanghaiDate } from "~/domain/working-days";
import { attempt, protect, text, type RouteHandle } from "~/platform/protect.server";
import { carryOut, wrong } from "~/platform/submission.server";
import { CalendarPage } from "~/ui/calendar/calendar-page";

export const handle = { access: "calendar.manage", title: "calendar:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, now } = await protect(args, handle.access);
  const thisYear = Number(shanghaiDate(now).slice(0, 4));
  const asked = Number(new URL(args.request.url).searchParams.get("year"));
  const year = Number.isInteger(asked) && asked > 1999 && asked < 2200 ? asked : thisYear;
  const years = new Set([...(await holidayYears(db.read)), thisYear, thisYear + 1, year]);
  return {
    year,
    years: [...years].sort((a, b) => b - a),
    days: await listHolidays(db.read, year),
  };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await protect(args, handle.access);
  const form = await args.request.formData();
  const drop = text(form, "drop");
  if (drop)
    return attempt(async () => {
      await dropHoliday(ctx, drop);
      return redirect(`/calendar?year=${drop.slice(0, 4)}`, 303);
    });
  const submission = parseWithZod(form, { schema: holidaySchema });
  if (submission.status !== "success") return wrong(submission);
  return carryOut(submission, async () => {
    await addHolidays(ctx, submission.value);
    return redirect(`/calendar?year=${submission.value.from.slice(0, 4)}`, 303);
  });
}

export default function CalendarRoute() {
  const answer = useActionData<typeof action>();
  return <CalendarPage {...useLoaderData<typeof loader>()} answer={answer} />;
}
