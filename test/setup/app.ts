import { createRequestHandler } from "@remix-run/node";
import { serverBuild } from "./routes";
import { clock } from "~/platform/clock.server";
import type { Actor } from "~/domain/people";
import { database } from "~/platform/database.server";
import { makeSession } from "#test/factories";

const handler = createRequestHandler(await serverBuild(), "test");

export interface Sent {
  status: number;
  headers: Headers;
  /** Where a redirect leads, without the origin. */
  location: string | null;
  text: string;
  /** The body as it came, for files. */
  bytes: Buffer;
}

const ORIGIN = "http://xianban.test";
const tokens = new Map<string, string>();

/** The value of the session cookie of a person who is signed in today. */
export async function sessionValue(actor: Actor): Promise<string> {
  // A session of long ago has run out: whoever comes back on another day signs in again.
  const key = `${actor.personId} ${actor.grantId} ${clock().slice(0, 10)}`;
  let token = tokens.get(key);
  if (!token) {
    token = await makeSession(database(), actor, clock());
    tokens.set(key, token);
  }
  return encodeURIComponent(btoa(JSON.stringify(token)));
}

/** Sends a real Request through the Remix handler as a person (null: signed out). */
export async function requestAs(
  actor: Actor | null,
  path: string,
  form?: Record<string, string | string[]> | FormData,
  init: { headers?: Record<string, string>; method?: string } = {},
): Promise<Sent> {
  const headers = new Headers({ Origin: ORIGIN, Host: new URL(ORIGIN).host, ...init.headers });
  if (actor) headers.append("Cookie", `xianban_session=${await sessionValue(actor)}`);
  let body: URLSearchParams | FormData | undefined;
  if (form instanceof FormData) body = form;
  else if (form) {
    body = new URLSearchParams();
    for (const [name, value] of Object.entries(form))
      for (const one of Array.isArray(value) ? value : [value]) body.append(name, one);
  }
  const method = init.method ?? (form ? "POST" : "GET");
  const request = new Request(ORIGIN + path, { method, headers, ...(body ? { body } : {}) });
  const answer = await handler(request, { nonce: "", requestId: "test", address: "127.0.0.1" });
  const location = answer.headers.get("Location");
  const bytes = Buffer.from(await answer.arrayBuffer());
  return {
    status: answer.status,
    headers: answer.headers,
    location: location && location.replace(ORIGIN, ""),
    text: new TextDecoder().decode(bytes),
    bytes,
  };
}
