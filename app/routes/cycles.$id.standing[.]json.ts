import type { LoaderFunctionArgs } from "@remix-run/node";
import { exportStanding } from "~/data/standing-export.server";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";

export const handle = { access: "standing.read" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { actor, db, now } = await protect(args, handle.access);
  const roundId = new URL(args.request.url).searchParams.get("round") ?? "";
  return load(async () => {
    const standing = await exportStanding(db.read, actor, param(args, "id"), roundId, now);
    return Response.json(standing, { headers: { "Cache-Control": "no-store" } });
  });
}
