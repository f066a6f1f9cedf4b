import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig, type Plugin } from "vite";
import tsconfigPaths from "vite-tsconfig-paths";
import remixConfig from "./remix.config.js";

/**
 * Builds the express server and the command line together with Remix's server bundle, in one graph:
 * built apart they would each carry a database pool and a rule table of their own.
 */
function serverEntries(): Plugin {
  return {
    name: "xianban-server-entries",
    enforce: "post",
    config(_config, env) {
      if (!env.isSsrBuild) return;
      return {
        build: {
          target: "node20",
          rollupOptions: {
            input: { main: "app/server/main.ts", cli: "app/cli/main.ts" },
            output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
          },
        },
      };
    },
  };
}

export default defineConfig({
  plugins: [tailwindcss(), remix(remixConfig), tsconfigPaths(), serverEntries()],
  build: { target: "chrome111", assetsInlineLimit: 0 },
});
