import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { isLocale } from "~/locales/resources";
import { localeCookie } from "~/platform/cookies.server";
import { safeReturn, text, type RouteHandle } from "~/platform/protect.server";

export const handle = { access: "public" } satisfies RouteHandle;

export const loader = () => redirect("/", 303);

/** The language is the browser's choice, so that it holds on the sign-in page too. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const locale = text(form, "locale");
  const headers: Record<string, string> = isLocale(locale)
    ? { "Set-Cookie": await localeCookie.set(locale), "X-Remix-Reload-Document": "yes" }
    : {};
  return redirect(safeReturn(text(form, "returnTo")), { status: 303, headers });
}
