import type { Row, Table } from "./machine";

export const OBJECTION_STATES = ["lodged", "checking", "upheld", "rejected", "withdrawn"] as const;
export type ObjectionState = (typeof OBJECTION_STATES)[number];

export type ObjectionGuard = "recheck_written" | "flaw_named";

const rows = [
  {
    key: "take_up",
    from: ["lodged"],
    to: "checking",
    via: "person",
    parties: ["organiser"],
    guards: [],
    effects: [],
    reason: "none",
    tone: "main",
    notify: ["objector", "witness"],
  },
  {
    key: "uphold",
    from: ["checking"],
    to: "upheld",
    via: "person",
    parties: ["organiser", "witness"],
    guards: ["recheck_written", "flaw_named"],
    effects: ["apply_objection"],
    reason: "required",
    tone: "danger",
    notify: ["objector", "lead", "clerk", "committee"],
  },
  {
    key: "reject",
    from: ["lodged", "checking"],
    to: "rejected",
    via: "person",
    parties: ["organiser"],
    guards: ["recheck_written"],
    effects: [],
    reason: "required",
    tone: "normal",
    notify: ["objector", "witness"],
  },
  {
    key: "reopen",
    from: ["rejected"],
    to: "checking",
    via: "person",
    parties: ["witness"],
    guards: [],
    effects: [],
    reason: "required",
    tone: "normal",
    backOf: "reject",
    notify: ["objector", "organiser"],
  },
  {
    key: "withdraw",
    from: ["lodged", "checking"],
    to: "withdrawn",
    via: "person",
    parties: ["objector"],
    guards: [],
    effects: [],
    reason: "optional",
    tone: "normal",
    notify: ["organiser", "witness"],
  },
] as const satisfies readonly Row<ObjectionState, ObjectionGuard>[];
export type ObjectionTransition = (typeof rows)[number]["key"];

export const objectionTable: Table<ObjectionState, ObjectionGuard> = {
  name: "objection",
  subject: "objection",
  initial: "lodged",
  states: {
    lodged: {},
    checking: {},
    upheld: { end: true },
    rejected: { end: true },
    withdrawn: { end: true },
  },
  rows,
};
