import type { MeetingResult } from "~/domain/lifecycle/facts";
import type { ItemDecision, Motion } from "./tally";

/** What a meeting can be asked to decide about projects. */
export const AGENDA_PURPOSES = [
  "establishment",
  "grade",
  "termination",
  "revocation",
  "lapse",
  "amendment",
] as const;
export type AgendaPurpose = (typeof AGENDA_PURPOSES)[number];

export const ITEM_STATES = ["proposed", "pending", "open", "decided", "put_off"] as const;
export type ItemState = (typeof ITEM_STATES)[number];

export const ATTENDANCE = ["unknown", "present", "leave", "absent"] as const;
export type Attendance = (typeof ATTENDANCE)[number];

export const GRADES = ["excellent", "qualified", "unqualified"] as const;
export type Grade = (typeof GRADES)[number];

interface PurposeRule {
  /** States of a project that can be put on an agenda for it. */
  readonly from: readonly string[];
  /** The kind of round whose frozen standing the item refers to. */
  readonly standing: "establishment" | "closure" | null;
  /** What may be put to the vote. */
  readonly motions: readonly Motion[];
  /** The row of the lifecycle that each decision carries out; none: the project stays as it is. */
  readonly carriesOut: Readonly<Partial<Record<ItemDecision, string>>>;
  /** The agenda has to say why: what was done badly, what was found false. */
  readonly ground: boolean;
}

export const PURPOSES: Readonly<Record<AgendaPurpose, PurposeRule>> = {
  establishment: {
    from: ["reviewed", "on_agenda"],
    standing: "establishment",
    motions: ["approve", "defer", "revise", "reject"],
    carriesOut: {
      passed: "pass",
      rejected: "reject",
      deferred: "defer",
      revise: "revise",
      no_quorum: "no_quorum",
    },
    ground: false,
  },
  grade: {
    from: ["closing"],
    standing: "closure",
    motions: ["approve", "defer"],
    carriesOut: { passed: "grade" },
    ground: false,
  },
  termination: {
    from: ["established", "executing", "evaluating"],
    standing: null,
    motions: ["approve", "defer"],
    carriesOut: { passed: "terminate" },
    ground: true,
  },
  revocation: {
    from: ["closed"],
    standing: null,
    motions: ["approve", "defer"],
    carriesOut: { passed: "revoke" },
    ground: true,
  },
  lapse: {
    from: ["established"],
    standing: null,
    motions: ["approve", "defer"],
    carriesOut: { passed: "lapse_charter" },
    ground: true,
  },
  amendment: {
    from: ["executing"],
    standing: null,
    motions: ["approve", "defer"],
    carriesOut: {},
    ground: true,
  },
};

/** The lifecycle knows the same five words. */
export const asMeetingResult = (decision: ItemDecision): MeetingResult => decision;

/** A decision that an applicant has to understand carries its reason. */
export const asksReason = (decision: ItemDecision): boolean =>
  decision === "rejected" || decision === "deferred" || decision === "revise";
