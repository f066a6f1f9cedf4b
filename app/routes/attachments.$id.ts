import { createReadStream } from "node:fs";
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { findAttachment } from "~/data/attachments.server";
import { load, param, protect, type RouteHandle } from "~/platform/protect.server";
import { storedPath } from "~/platform/uploads.server";

export const handle = { access: "attachment.read" } satisfies RouteHandle;

/** What a browser shows itself without running anything of it. */
const INLINE = new Set(["application/pdf", "image/png", "image/jpeg", "image/webp"]);

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await protect(args, handle.access);
  const file = await load(() => findAttachment(db.read, actor, param(args, "id")));
  const etag = `"${file.sha256}"`;
  const headers = new Headers({
    ETag: etag,
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
  });
  if (args.request.headers.get("If-None-Match")?.includes(etag))
    return new Response(null, { status: 304, headers });
  const shown = INLINE.has(file.mediaType) ? "inline" : "attachment";
  const plain = file.name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  headers.set(
    "Content-Disposition",
    `${shown}; filename="${plain}"; filename*=UTF-8''${encoded(file.name)}`,
  );
  const charset = file.mediaType.startsWith("text/") ? "; charset=utf-8" : "";
  headers.set("Content-Type", file.mediaType + charset);
  headers.set("Content-Length", String(file.size));
  const stream = createReadStream(storedPath(file.storageKey));
  return new Response(createReadableStreamFromReadable(stream), { headers });
}

/** RFC 8187: what encodeURIComponent leaves although the header does not allow it. */
const encoded = (name: string) =>
  encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
