import type { LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
  useRouteLoaderData,
} from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { localeOf, type RouteHandle } from "./platform/protect.server";
import { useNonce } from "./platform/nonce";
import stylesheet from "./tailwind.css?url";
import { RouteErrorPage } from "./ui/shell/route-error-page";

export const handle = { access: "public" } satisfies RouteHandle;

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: stylesheet },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export async function loader({ request }: LoaderFunctionArgs) {
  return { locale: await localeOf(request) };
}

/** The language never changes within a page's life: switching it loads the page anew. */
export const shouldRevalidate = () => false;

/** The innermost page's own name, then the product's. */
function useTitle(): string {
  const { t } = useTranslation("shell");
  for (const { handle: own, data } of useMatches().reverse()) {
    const pageTitle = (data as { pageTitle?: unknown } | undefined)?.pageTitle;
    if (typeof pageTitle === "string") return `${pageTitle} · ${t("brand")}`;
    const key = (own as Partial<RouteHandle> | undefined)?.title;
    if (key) return `${t(key)} · ${t("brand")}`;
  }
  return t("brand");
}

export function Layout({ children }: { children: ReactNode }) {
  const root = useRouteLoaderData<typeof loader>("root");
  const nonce = useNonce();
  const title = useTitle();
  return (
    <html lang={root?.locale ?? "zh-CN"}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <RouteErrorPage />;
}
