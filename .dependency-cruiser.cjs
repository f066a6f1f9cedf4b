// The arrows of docs/architecture.md. A room may use itself, what is listed here, and the texts.
const rooms = {
  domain: [],
  data: ["domain"],
  platform: ["data", "domain"],
  commands: ["data", "domain", "platform"],
  ui: ["domain"],
  routes: ["commands", "data", "ui", "domain", "platform"],
  server: ["commands", "data", "domain", "platform", "routes", "cli"],
  cli: ["commands", "data", "domain", "platform", "routes", "server"],
};

const arrows = Object.entries(rooms).map(([room, allowed]) => ({
  name: `${room}-arrows`,
  comment: `app/${room} may import ${allowed.join(", ") || "nothing of another room"}.`,
  severity: "error",
  from: { path: `^app/${room}/` },
  to: { path: "^app/", pathNot: `^app/(${[room, ...allowed, "locales"].join("|")})/` },
}));

const drivers = "^node_modules/(knex|sqlite3|pg)(/|$)";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...arrows,
    {
      name: "shell-arrows",
      comment: "app/root.tsx and the entries may import platform, ui, domain and styles.",
      severity: "error",
      from: { path: "^app/[^/]+\\.tsx?$" },
      to: { path: "^app/[^/]+/", pathNot: "^app/(platform|ui|domain|locales|styles)/" },
    },
    {
      name: "no-route-imports-a-route",
      comment: "What two routes share belongs into commands, data, ui or domain.",
      severity: "error",
      from: { path: "^app/routes/" },
      to: { path: "^app/routes/" },
    },
    {
      name: "no-server-code-in-the-browser",
      comment:
        "Remix takes loaders and actions out of route modules for the browser, and out of nothing else: only " +
        "routes, the root, the server entry and .server files may import a .server file. Types vanish.",
      severity: "error",
      from: {
        path: "^app/",
        pathNot: ["\\.server\\.tsx?$", "^app/(routes|server|cli)/", "^app/root\\.tsx$"],
      },
      to: { path: "\\.server\\.tsx?$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "ui-never-sees-the-server",
      comment: "Views take plain values: not even the types of a .server file.",
      severity: "error",
      from: { path: "^app/ui/" },
      to: { path: "\\.server\\.tsx?$" },
    },
    {
      name: "database-drivers-in-data-only",
      comment: "knex, sqlite3 and pg are known to app/data and db alone.",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/data/" },
      to: { path: drivers },
    },
    {
      name: "domain-is-pure",
      comment:
        "No I/O, no clock, no React: the domain's packages are zod and the distributions of jstat.",
      severity: "error",
      from: { path: "^app/domain/" },
      to: { path: "^node_modules/", pathNot: "^node_modules/(zod|jstat|@types/node)/" },
    },
    {
      name: "domain-without-node",
      comment: "The domain runs in the browser too, so it uses nothing of Node.",
      severity: "error",
      from: { path: "^app/domain/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "ui-packages",
      comment: "Views run in the browser: nothing of Node, no server package.",
      severity: "error",
      from: { path: "^app/ui/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "ui-without-server-packages",
      comment: "Forms are checked with zod on the server; the browser has native constraints.",
      severity: "error",
      from: { path: "^app/ui/" },
      to: {
        path: "^node_modules/(zod|@conform-to/zod|@remix-run/(node|express)|express|exceljs|pino|i18next-fs-backend)/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "db-arrows",
      comment:
        "Migrations and invariants stand on data and domain; seeds use the commands as people do.",
      severity: "error",
      from: { path: "^db/" },
      to: { path: "^app/", pathNot: "^app/(data|domain|commands|platform|locales)/" },
    },
    {
      name: "who-uses-db",
      comment: "Only what opens, migrates or seeds a database knows the folder db.",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/(data|platform|server|cli)/" },
      to: { path: "^db/" },
    },
    {
      name: "nothing-ships-tests",
      comment: "What runs never imports what tests it.",
      severity: "error",
      from: { path: "^(app|db)/" },
      to: { path: "^test/" },
    },
    {
      name: "no-cycles",
      comment: "Types may refer to each other across two files; code may not.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "nothing-unresolved",
      comment: "An import that resolves to nothing escapes every other rule.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^virtual:" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["^(build|data|test-results)/"] },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types", "typings"],
    },
    cache: { folder: ".cache/dependency-cruiser", strategy: "content" },
  },
};
