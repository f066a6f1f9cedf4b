import { join } from "node:path";
// The package itself would load the whole compiler.
import { flatRoutes as readRoutes } from "@remix-run/dev/dist/config/flat-routes.js";
import type { ServerBuild } from "@remix-run/node";
import remixConfig from "../../remix.config.js";

const modules = import.meta.glob<Record<string, unknown>>([
  "../../app/routes/**/*.{ts,tsx}",
  "../../app/root.tsx",
]);

export interface RouteModule {
  id: string;
  path: string;
  module: Record<string, unknown>;
}

let manifest: ReturnType<typeof readRoutes> | undefined;
const routesManifest = () => (manifest ??= readRoutes(join(process.cwd(), "app"), [], "routes"));

async function moduleOf(file: string): Promise<Record<string, unknown>> {
  const read = modules[`../../app/${file}`];
  if (!read) throw new Error(`No module for the route file ${file}`);
  return read();
}

/** Every route by Remix's own file convention, with the whole path it answers. */
export async function allRoutes(): Promise<RouteModule[]> {
  const routes = routesManifest();
  return Promise.all(
    Object.values(routes).map(async (route) => {
      const parts: string[] = [];
      for (let at: typeof route | undefined = route; at; at = routes[at.parentId ?? ""])
        if (at.path) parts.unshift(at.path);
      return {
        id: route.id,
        path: `/${parts.join("/")}`,
        module: await moduleOf(route.file),
      };
    }),
  );
}

/** The application from source as Remix's request handler wants it: route tests need no build. */
export async function serverBuild(): Promise<ServerBuild> {
  const root = await moduleOf("root.tsx");
  const routes: Record<string, unknown> = {
    root: { id: "root", path: "", module: root },
  };
  const assets: Record<string, unknown> = { root: asset("root", "", undefined, root, false) };
  for (const route of Object.values(routesManifest())) {
    if (route.id === "root") continue;
    const module = await moduleOf(route.file);
    const parentId = route.parentId ?? "root";
    routes[route.id] = { ...route, parentId, module };
    assets[route.id] = asset(route.id, route.path, parentId, module, route.index === true);
  }
  return {
    entry: { module: await import("~/entry.server") },
    routes,
    assets: {
      version: "test",
      url: "/manifest.js",
      entry: { module: "/entry.js", imports: [] },
      routes: assets,
    },
    publicPath: "/",
    assetsBuildDirectory: "build/client",
    future: remixConfig.future,
    isSpaMode: false,
    mode: "test",
  } as unknown as ServerBuild;
}

function asset(
  id: string,
  path: string | undefined,
  parentId: string | undefined,
  module: Record<string, unknown>,
  index: boolean,
) {
  return {
    id,
    path,
    parentId,
    index,
    module: `/${id}.js`,
    imports: [],
    hasAction: "action" in module,
    hasLoader: "loader" in module,
    hasErrorBoundary: "ErrorBoundary" in module,
  };
}
