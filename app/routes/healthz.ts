import { readVersion } from "~/platform/version.server";
import { database } from "~/platform/database.server";
import type { RouteHandle } from "~/platform/protect.server";

export const handle = { access: "public" } satisfies RouteHandle;

export async function loader() {
  const db = database();
  await db.read.raw("select 1");
  return Response.json(
    { status: "ok", database: db.kind, version: readVersion() },
    { headers: { "Cache-Control": "no-store" } },
  );
}
