import type { CycleKind } from "~/domain/cycle";
import { NUMBERS_OF, SWITCHES_OF } from "~/domain/cycle-options";

/** A cycle's settings as the form's fields hold them: texts, and "on" for a ticked box. */
export interface CycleValues {
  revision: string;
  organisationId: string;
  year: string;
  name: string;
  dates: { applyFrom: string; applyUntil: string; scoreUntil: string; reviewOn: string };
  switches: Record<string, string>;
  numbers: Record<string, string>;
  cutLine: { kind: string; value: string };
  entriesPerOrganisation: string;
  applicationsPerDepartment: string;
  categories: { key: string; name: string }[];
  rule: {
    method: string;
    trim: string;
    ties: { by: string }[];
    basis: string;
    tiers: { key: string; name: string; by: string; value: string }[];
    incomplete: string;
  };
  participation: string;
  participantIds: string[];
}

interface Settings {
  year: number;
  name: string;
  dates: CycleValues["dates"];
  options: object & {
    cutLine: { kind: string; value: string | number } | null;
    entriesPerOrganisation: number | null;
  };
  categories: readonly { key: string; name: string }[];
  quotas: { applicationsPerDepartment: number | null };
  rule: {
    aggregation: string;
    ties: readonly ({ by: "criterion"; key: string } | { by: "untrimmed_mean" | "decision" })[];
    tiers: {
      basis: string;
      list: readonly ({ key: string; name: string } & (
        { quota: number } | { threshold: string } | { percentile: number }
      ))[];
    };
    groups: { incomplete: string };
  };
}

const text = (value: number | null): string => (value === null ? "" : String(value));

export function valuesOf(
  kind: CycleKind,
  settings: Settings,
  rest: Pick<CycleValues, "organisationId" | "participation" | "participantIds"> & {
    revision: number;
  },
): CycleValues {
  const options = settings.options as Readonly<Record<string, unknown>>;
  const [method = "mean", trim = ""] = settings.rule.aggregation.split(":");
  return {
    ...rest,
    revision: String(rest.revision),
    year: String(settings.year),
    name: settings.name,
    dates: settings.dates,
    switches: Object.fromEntries(
      SWITCHES_OF[kind].map((key) => [key, options[key] === true ? "on" : ""]),
    ),
    numbers: Object.fromEntries(NUMBERS_OF[kind].map((key) => [key, String(options[key])])),
    cutLine: {
      kind: settings.options.cutLine?.kind ?? "none",
      value: settings.options.cutLine ? String(settings.options.cutLine.value) : "",
    },
    entriesPerOrganisation: text(settings.options.entriesPerOrganisation),
    applicationsPerDepartment: text(settings.quotas.applicationsPerDepartment),
    categories: settings.categories.map(({ key, name }) => ({ key, name })),
    rule: {
      method,
      trim,
      ties: settings.rule.ties.map((tie) => ({
        by: tie.by === "criterion" ? `criterion:${tie.key}` : tie.by,
      })),
      basis: settings.rule.tiers.basis,
      tiers: settings.rule.tiers.list.map((tier) => ({
        key: tier.key,
        name: tier.name,
        ...("quota" in tier
          ? { by: "quota", value: String(tier.quota) }
          : "threshold" in tier
            ? { by: "threshold", value: tier.threshold }
            : { by: "percentile", value: String(tier.percentile) }),
      })),
      incomplete: settings.rule.groups.incomplete,
    },
  };
}
