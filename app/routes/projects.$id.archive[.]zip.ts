import { createReadStream } from "node:fs";
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { openArchive } from "~/data/closures.server";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { storedPath } from "~/platform/uploads.server";

export const handle = { access: "archive.read" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  const archive = await load(() => openArchive(db.read, actor, param(args, "id")));
  const stream = createReadStream(storedPath(archive.storageKey));
  return new Response(createReadableStreamFromReadable(stream), {
    headers: {
      "Content-Type": "application/zip",
      "Content-Length": String(archive.size),
      "Content-Disposition": `attachment; filename="${archive.code.replace(/[^\w-]/g, "_")}.zip"`,
      "Cache-Control": "private, no-cache",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
