import type { Row, Table } from "./machine";

export const ROUND_STATES = ["preparing", "open", "closed", "frozen", "revealed"] as const;
export type RoundState = (typeof ROUND_STATES)[number];

export type RoundGuard =
  | "rubric_ready"
  | "has_subjects"
  | "panels_complete"
  | "organisers_do_not_score"
  | "closing_day_over"
  | "some_sheets_short"
  | "every_subject_scored"
  | "no_open_conflict"
  | "late_sheet_waiting"
  | "totals_unseen";

const rows = [
  {
    key: "open",
    from: ["preparing"],
    to: "open",
    via: "person",
    parties: ["organiser"],
    guards: ["rubric_ready", "has_subjects", "organisers_do_not_score", "panels_complete"],
    effects: ["move_subjects"],
    reason: "none",
    tone: "main",
    notify: ["experts", "witness"],
  },
  {
    key: "close",
    from: ["open"],
    to: "closed",
    via: "person",
    parties: ["organiser"],
    guards: [],
    effects: ["seal_sheets"],
    reason: "optional",
    tone: "main",
    notify: ["experts", "witness"],
  },
  {
    key: "close_on_time",
    from: ["open"],
    to: "closed",
    via: "system",
    parties: ["system"],
    guards: ["closing_day_over"],
    effects: ["seal_sheets"],
    reason: "none",
    tone: "main",
    notify: ["experts", "organiser", "witness"],
  },
  {
    key: "reopen",
    from: ["closed"],
    to: "open",
    via: "person",
    parties: ["organiser", "witness"],
    guards: ["some_sheets_short"],
    effects: ["unseal_sheets"],
    reason: "required",
    asks: ["due_date"],
    tone: "normal",
    backOf: "close",
    notify: ["experts", "organiser"],
  },
  {
    key: "take_late_sheet",
    from: ["closed"],
    to: "closed",
    via: "person",
    parties: ["organiser", "witness"],
    guards: ["late_sheet_waiting", "totals_unseen"],
    effects: ["accept_late_sheet"],
    reason: "required",
    tone: "normal",
    notify: ["experts"],
  },
  {
    key: "freeze",
    from: ["closed"],
    to: "frozen",
    via: "person",
    parties: ["organiser", "witness_by_exception"],
    guards: ["no_open_conflict", "every_subject_scored"],
    effects: ["fix_standing", "move_subjects"],
    reason: "none",
    tone: "main",
    notify: ["organiser", "witness"],
  },
  {
    key: "reveal",
    from: ["frozen"],
    to: "revealed",
    via: "person",
    parties: ["organiser"],
    guards: [],
    effects: ["publish_standing"],
    reason: "none",
    tone: "main",
    notify: ["experts", "witness", "committee"],
  },
  {
    key: "annul",
    from: ["frozen", "revealed"],
    to: "open",
    via: "person",
    parties: ["organiser", "witness"],
    guards: [],
    effects: ["annul_round", "move_subjects"],
    reason: "required",
    tone: "danger",
    backOf: "freeze",
    notify: ["experts", "organiser", "witness", "committee"],
  },
] as const satisfies readonly Row<RoundState, RoundGuard>[];
export type RoundTransition = (typeof rows)[number]["key"];

export const roundTable: Table<RoundState, RoundGuard> = {
  name: "round",
  subject: "round",
  initial: "preparing",
  states: { preparing: {}, open: {}, closed: {}, frozen: {}, revealed: { end: true } },
  rows,
};
