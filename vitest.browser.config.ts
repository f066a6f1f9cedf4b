import tsconfigPaths from "vite-tsconfig-paths";
import { defineConfig } from "vitest/config";

// One file after another: every file has a server and a browser of its own.
export default defineConfig({
  plugins: [tsconfigPaths()],
  esbuild: { jsx: "automatic" },
  test: {
    include: ["test/browser/**/*.test.ts"],
    css: true, // the pages of the journeys name the stylesheet by its source
    fileParallelism: false,
    maxWorkers: 1,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
