/** The tabs of a project page, in the order of its life; each is a route below `/projects/:id`. */
export const PROJECT_TABS = [
  { key: "application", path: "" },
  { key: "review", path: "/review" },
  { key: "decision", path: "/decision" },
  { key: "execution", path: "/execution" },
  { key: "effect", path: "/effect" },
  { key: "closure", path: "/closure" },
  { key: "history", path: "/history" },
] as const;
