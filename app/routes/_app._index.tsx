import type { LoaderFunctionArgs } from "@remix-run/node";
import { protect, type RouteHandle } from "~/platform/protect.server";
import { HomePage } from "~/ui/home/home-page";

export const handle = { access: "home.read", title: "home:title" } satisfies RouteHandle;

export async function loader(args: LoaderFunctionArgs) {
  await protect(args, handle.access);
  return {};
}

export default function HomeRoute() {
  return <HomePage />;
}
