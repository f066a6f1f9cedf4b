import { addDays } from "./working-days";

/** One thing that waits for a person: what, until when, and where to do it. */
export interface WorkItem {
  /** Key under `home:item` of the locale files: a title, a note and the button's word. */
  readonly key: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly link: string;
  /** Date in Asia/Shanghai, or null without a deadline. */
  readonly dueOn: string | null;
}

export const WORK_GROUPS = ["overdue", "today", "week", "later", "undated"] as const;
export type WorkGroup = (typeof WORK_GROUPS)[number];

/** Without a deadline this far in the future stands in the database. */
export const NO_DATE = "9999-12-31";

export function dated(dueOn: string | null | undefined): string | null {
  return !dueOn || dueOn === NO_DATE ? null : dueOn;
}

export function groupOf(item: WorkItem, today: string): WorkGroup {
  if (item.dueOn === null) return "undated";
  if (item.dueOn < today) return "overdue";
  if (item.dueOn === today) return "today";
  return item.dueOn <= addDays(today, 7) ? "week" : "later";
}

/** Groups by urgency, within a group by deadline; groups without items are left out. */
export function byUrgency(
  items: readonly WorkItem[],
  today: string,
): { group: WorkGroup; items: WorkItem[] }[] {
  const sorted = [...items].sort((a, b) => (a.dueOn ?? NO_DATE).localeCompare(b.dueOn ?? NO_DATE));
  return WORK_GROUPS.map((group) => ({
    group,
    items: sorted.filter((item) => groupOf(item, today) === group),
  })).filter(({ items: found }) => found.length > 0);
}
