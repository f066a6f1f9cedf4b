import { data, redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { findSignedIn, type SignedIn } from "~/data/sessions.server";
import { can, type Ability } from "~/domain/permissions";
import { Refused, refuse, type Refusal } from "~/domain/refusal";
import { DEFAULT_LOCALE, isLocale, type Locale } from "~/locales/resources";
import { clock } from "./clock.server";
import { config } from "./config.server";
import type { Context } from "./context";
import { localeCookie, sessionCookie } from "./cookies.server";
import { database } from "./database.server";

/** Who may open a route: an ability, everybody ("public"), or whoever is signed in. */
export type Access = Ability | "public" | "signed-in";

/** Every route module exports `handle` of this shape; a test refuses one that does not. */
export interface RouteHandle {
  readonly access: Access;
  /** Locale key of the page's title; a loader may return a `pageTitle` text instead. */
  readonly title?: string;
}

export interface ProtectedContext extends Context {
  readonly sessionId: string;
  readonly locale: Locale;
}

type Args = Pick<LoaderFunctionArgs, "request" | "context">;

/* Remix hands each loader a Request of its own but all of them one load context. */
const signedInOf = new WeakMap<object, Promise<SignedIn | null>>();

/** The signed-in person of a request, looked up once however many loaders ask. */
export function whoIs({ request, context }: Args): Promise<SignedIn | null> {
  let answer = signedInOf.get(context);
  if (!answer) {
    answer = lookUp(request);
    signedInOf.set(context, answer);
  }
  return answer;
}

async function lookUp(request: Request): Promise<SignedIn | null> {
  const token = await sessionCookie.parse(request.headers.get("Cookie"));
  if (!token) return null;
  return findSignedIn(database(), token, clock(), config().idleMinutes);
}

export async function localeOf(request: Request): Promise<Locale> {
  const chosen = await localeCookie.parse(request.headers.get("Cookie"));
  return typeof chosen === "string" && isLocale(chosen) ? chosen : DEFAULT_LOCALE;
}

/**
 * The gate of every loader and action: signed out → to the sign-in page and back; a role without the
 * ability → 403 with the refusal. Rows are checked by the query or the command.
 */
export async function protect(
  args: Args,
  access: Exclude<Access, "public">,
): Promise<ProtectedContext> {
  const { request } = args;
  const signedIn = await whoIs(args);
  if (!signedIn) throw redirect(`/login?returnTo=${encodeURIComponent(returnPath(request))}`, 303);
  const { actor, sessionId } = signedIn;
  if (actor.mustChangePassword && !new URL(request.url).pathname.startsWith("/account"))
    throw redirect("/account?first=1", 303);
  if (access !== "signed-in") {
    const no = can(actor, access);
    if (no) throw refusedResponse(no);
  }
  return {
    db: database(),
    actor,
    sessionId,
    now: clock(),
    requestId: requestIdOf(args),
    locale: await localeOf(request),
  };
}

/** For public pages, which may greet who is signed in. */
export async function visit(args: Args) {
  const signedIn = await whoIs(args);
  return {
    db: database(),
    actor: signedIn?.actor ?? null,
    now: clock(),
    requestId: requestIdOf(args),
    locale: await localeOf(args.request),
  };
}

function requestIdOf(args: Args): string {
  const id: unknown = (args.context as { requestId?: unknown }).requestId;
  return typeof id === "string" ? id : "";
}

function returnPath(request: Request): string {
  const url = new URL(request.url);
  if (request.method !== "GET") return "/";
  return url.pathname.replace(/\.data$/, "").replace(/^\/_root$/, "/") + url.search;
}

/** A refusal as what an action answers: the page shows it where the button is. */
export function refused(no: Refusal) {
  return data({ refusal: no }, { status: no.status });
}

/** A refusal to be thrown: the error page shows its text, a resource route answers it as JSON. */
export function refusedResponse(no: Refusal): Response {
  return Response.json({ refusal: no }, { status: no.status });
}

/**
 * Runs the work of an action. A refused command becomes `{ refusal }` with its status, for the page to
 * show where the button is; everything else passes.
 */
export async function attempt<T>(work: () => Promise<T>) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return refused(error.refusal);
    throw error;
  }
}

/** Runs the work of a loader, or of a resource route's action: a refusal ends in the error page. */
export async function load<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) throw refusedResponse(error.refusal);
    throw error;
  }
}

/** A path parameter, 404 when it is missing. */
export function param(args: { params: Record<string, string | undefined> }, name: string): string {
  return args.params[name] ?? refuse("not_found", {}, 404);
}

/** A text field of a form; "" when absent or a file. */
export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

const HERE = "http://here.invalid";

/**
 * Only paths of this site: a foreign `returnTo` would make the sign-in page a springboard. Read as a
 * browser reads it, which leaves tabs and line breaks out and takes a backslash for a slash.
 */
export function safeReturn(path: string | null | undefined): string {
  if (!path?.startsWith("/") || !URL.canParse(path, HERE)) return "/";
  const { origin, pathname, search, hash } = new URL(path, HERE);
  // `/.//elsewhere` is a path of ours that a browser would read as another site's address.
  return origin === HERE && !pathname.startsWith("//") ? pathname + search + hash : "/";
}
