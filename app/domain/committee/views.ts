import type { Refusal } from "~/domain/refusal";
import type { AgendaPurpose, Attendance, ItemState } from "./agenda";
import type { StoredMeetingRules } from "./meeting-rules";
import type { Counts, ItemDecision, Motion, Tally } from "./tally";

/* What the pages of a meeting show: plain shapes, filled by app/data/meetings.server.ts. */

export type MeetingState = "preparing" | "open" | "closed";

export interface MeetingLine {
  id: string;
  title: string;
  startsAt: string;
  place: string;
  state: MeetingState;
  eligible: number;
  present: number;
  items: number;
  decided: number;
}

export interface Seat {
  personId: string;
  name: string;
  seat: "secretary" | "member";
  status: Attendance;
  leaveReason: string;
}

export interface ItemLine {
  id: string;
  position: number;
  purpose: AgendaPurpose;
  title: string;
  state: ItemState;
  result: ItemDecision | "";
  projects: { id: string; title: string }[];
  lastPlace: number | null;
  isSingle: boolean;
}

export interface QuorumLine {
  have: number;
  need: number;
  eligible: number;
}

export interface MeetingView {
  id: string;
  title: string;
  startsAt: string;
  place: string;
  state: MeetingState;
  openedAt: string | null;
  closedAt: string | null;
  rules: StoredMeetingRules;
  seats: Seat[];
  items: ItemLine[];
  quorum: QuorumLine;
  isClerk: boolean;
  mayPropose: boolean;
}

export interface Candidate {
  id: string;
  code: string;
  title: string;
  department: string;
  state: string;
  /** Of the revealed standing. */
  place: number | null;
  score: string | null;
}

export interface ItemProject {
  id: string;
  code: string;
  title: string;
  department: string;
  lead: string;
  state: string;
  proposal: string;
  place: number | null;
  score: string | null;
  /** Below the cut line of a list: proposed for rejection. */
  isBelow: boolean;
}

export interface ItemMember {
  personId: string;
  name: string;
  isSecretary: boolean;
  status: Attendance;
  /** null: in the room; "" : own project; else what was declared. */
  recusal: string | null;
  opinion: { text: string; at: string; enteredBy: string | null } | null;
  hasVoted: boolean;
  /** Only once the item is decided, and one's own. */
  choice: "for" | "against" | "abstain" | null;
  mayAct: boolean;
  speaking: Refusal | null;
  voting: Refusal | null;
}

export interface ItemView {
  id: string;
  position: number;
  purpose: AgendaPurpose;
  title: string;
  state: ItemState;
  result: ItemDecision | "";
  motion: Motion;
  motions: readonly Motion[];
  ballot: number;
  lastPlace: number | null;
  note: string;
  reason: string;
  decidedAt: string | null;
  meeting: { id: string; title: string; state: MeetingState; startsAt: string };
  standing: { digest: string; isIntact: boolean; isRevealed: boolean } | null;
  projects: ItemProject[];
  hasTieAtLine: boolean;
  members: ItemMember[];
  quorum: QuorumLine;
  /** Of the present ballot, once everybody in the room has voted. */
  running: Tally | null;
  votesMissing: number;
  ballots: { motion: Motion; result: Tally["result"]; counts: Counts; at: string }[];
  previous: string | null;
  next: string | null;
  actorId: string;
  isClerk: boolean;
  isMember: boolean;
}

/** What a project page tells about decisions; votes only to whom the meetings are open. */
export interface DecisionView {
  decisions: {
    itemId: string;
    meetingId: string;
    meeting: string;
    startsAt: string;
    purpose: AgendaPurpose;
    state: ItemState;
    result: ItemDecision | "";
    outcome: string;
    reason: string;
    decidedAt: string | null;
    digest: string;
    counts: Counts | null;
    isOpenToReader: boolean;
  }[];
  notices: {
    id: string;
    title: string;
    startsOn: string;
    endsOn: string;
    state: string;
    withdrawnAt: string | null;
  }[];
  objections: {
    id: string;
    state: string;
    lodgedAt: string;
    answer: string;
    link: string | null;
  }[];
}
