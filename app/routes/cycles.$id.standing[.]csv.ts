import type { LoaderFunctionArgs } from "@remix-run/node";
import { exportStanding } from "~/data/standing-export.server";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { tableResponse } from "~/platform/spreadsheet.server";
import { standingSheets } from "~/platform/standing-file.server";

export const handle = { access: "standing.read" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { actor, db, now, locale } = await protect(args, handle.access);
  const roundId = new URL(args.request.url).searchParams.get("round") ?? "";
  return load(async () => {
    const standing = await exportStanding(db.read, actor, param(args, "id"), roundId, now);
    const { name, sheets } = await standingSheets(locale, standing);
    return tableResponse("csv", name, sheets);
  });
}
