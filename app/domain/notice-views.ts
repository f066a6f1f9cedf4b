import type { ObjectionState } from "./lifecycle/objection-table";

/** Where an upheld objection found the mistake. */
export const FLAWS = ["decision", "scoring"] as const;
export type Flaw = (typeof FLAWS)[number];

/* What the public pages and the desk of objections show: plain shapes. */

export interface NoticeLine {
  id: string;
  kind: "establishment" | "standing";
  title: string;
  organisation: string;
  startsOn: string;
  endsOn: string;
  state: "open" | "ended" | "withdrawn";
  publishedAt: string;
  isDemo: number;
}

export interface NoticeView extends NoticeLine {
  projects: {
    id: string;
    code: string;
    title: string;
    department: string;
    lead: string;
    isWithdrawn: boolean;
  }[];
  entries: { id: string; place: number; title: string; organisation: string; tier: string }[];
  /** Today is within its days. */
  takesObjections: boolean;
}

/** What somebody with a receipt may read: nothing of the people who check. */
export interface ReceiptView {
  receipt: string;
  noticeId: string;
  noticeKind: NoticeLine["kind"];
  notice: string;
  organisation: string;
  about: string;
  state: ObjectionState;
  text: string;
  answer: string;
  lodgedAt: string;
  answeredAt: string | null;
}

export interface ObjectionLine {
  id: string;
  state: ObjectionState;
  notice: string;
  organisation: string;
  about: string;
  lodgedAt: string;
  endsOn: string;
}

export interface ObjectionView {
  id: string;
  state: ObjectionState;
  noticeId: string;
  noticeKind: NoticeLine["kind"];
  notice: string;
  endsOn: string;
  projectId: string | null;
  about: string;
  text: string;
  contactName: string;
  contact: string;
  flaw: Flaw | "";
  recheck: string;
  answer: string;
  lodgedAt: string;
  answeredAt: string | null;
  /** The round to score again, where a scoring flaw was upheld. */
  roundId: string | null;
  isFixed: boolean;
  mayWrite: boolean;
}
