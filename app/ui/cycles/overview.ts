import type { Category, CycleDates, CycleQuotas, RoundKind } from "~/domain/cycle";
import type { StandingRule } from "~/domain/standing/types";
import type { Step } from "./step-buttons";

/** What the page of one cycle is given. */
export interface CycleOverview {
  cycle: {
    id: string;
    kind: "hospital" | "municipal";
    name: string;
    year: number;
    state: string;
    organisationName: string;
    options: Readonly<Record<string, unknown>> & {
      notice: boolean;
      entriesPerOrganisation: number | null;
    };
    dates: CycleDates;
    categories: Category[];
    quotas: CycleQuotas;
    rule: StandingRule;
  };
  steps: readonly Step[];
  rounds: readonly { id: string; kind: RoundKind; name: string; state: string; dueOn: string }[];
  counts: { participants: number; entries: number; projects: number | null };
  lots: readonly { id: string; seed: string; drawn: readonly string[]; drawnAt: string }[];
  history: readonly {
    id: string;
    at: string;
    by: string | null;
    role: string;
    transition: string;
    reason: string;
  }[];
  package: { id: string; name: string } | null;
  may: Readonly<
    Record<
      | "manage"
      | "edit"
      | "nominate"
      | "entries"
      | "standing"
      | "import"
      | "rounds"
      | "day"
      | "seal",
      boolean
    >
  >;
}
