import { Transform } from "node:stream";
import {
  createReadableStreamFromReadable,
  type AppLoadContext,
  type EntryContext,
} from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { translator } from "./platform/i18n";
import { NonceContext } from "./platform/nonce";
import { localeOf } from "./platform/protect.server";
import { logError, loggedPath } from "./platform/log.server";

const GIVE_UP_MS = 30_000;

/** Renders whole pages: nothing here is deferred, and a page that is complete prints and caches well. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  if (wantsJson(request)) return inJson(remixContext, status, headers);
  const i18n = await translator(await localeOf(request));
  const nonce = typeof loadContext.nonce === "string" ? loadContext.nonce : "";
  return new Promise((resolve, reject) => {
    let failed = false;
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <I18nextProvider i18n={i18n}>
          <RemixServer context={remixContext} url={request.url} nonce={nonce} />
        </I18nextProvider>
      </NonceContext.Provider>,
      {
        nonce,
        onAllReady() {
          const body = withoutNulls();
          headers.set("Content-Type", "text/html; charset=utf-8");
          resolve(
            new Response(createReadableStreamFromReadable(body), {
              status: failed ? 500 : status,
              headers,
            }),
          );
          pipe(body);
        },
        onShellError: (error) => reject(error instanceof Error ? error : new Error(String(error))),
        onError(error) {
          failed = true;
          logError(error, { where: "render", path: loggedPath(new URL(request.url).pathname) });
        },
      },
    );
    setTimeout(abort, GIVE_UP_MS).unref();
  });
}

/**
 * React 18 sends its buffer whole when a Chinese character does not fit into its last bytes, and the
 * unused bytes arrive as U+0000 in the middle of words, form values and data. No page holds that.
 */
function withoutNulls(): Transform {
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk);
    },
  });
}

/** A program that posts a form may ask for the answer, such as a refusal, instead of the page around it. */
function wantsJson(request: Request): boolean {
  const accept = request.headers.get("Accept") ?? "";
  return (
    request.method !== "GET" && accept.includes("application/json") && !accept.includes("text/html")
  );
}

function inJson(remixContext: EntryContext, status: number, headers: Headers): Response {
  const { actionData, errors } = remixContext.staticHandlerContext;
  const answer: unknown = Object.values(actionData ?? {}).at(-1);
  const error: unknown = Object.values(errors ?? {}).at(-1);
  const thrown = isRouteErrorResponse(error) ? (error.data as unknown) : null;
  headers.set("Content-Type", "application/json; charset=utf-8");
  return new Response(JSON.stringify(answer ?? thrown ?? {}), { status, headers });
}

export function handleError(error: unknown, { request }: { request: Request }): void {
  if (!request.signal.aborted)
    logError(error, { where: "request", path: loggedPath(new URL(request.url).pathname) });
}
