import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { signOut } from "~/commands/sign-out.server";
import { sessionCookie } from "~/platform/cookies.server";
import { protect, type RouteHandle } from "~/platform/protect.server";

export const handle = { access: "signed-in" } satisfies RouteHandle;

export const loader = () => redirect("/", 303);

export async function action(args: ActionFunctionArgs) {
  await signOut(await protect(args, handle.access));
  return redirect("/login", {
    status: 303,
    headers: { "Set-Cookie": await sessionCookie.clear() },
  });
}
