import { useTranslation } from "react-i18next";
import { linesOf, type Naming } from "~/domain/application-comparison";
import type { Application } from "~/domain/application";
import type { ApplicationField } from "~/domain/application-fields";
import type { ProjectState } from "~/domain/lifecycle/project-table";
import type { ChipTone } from "~/ui/kit";

/** Names for the ids of a body, as loaders give them. */
export interface Names {
  organisations: Readonly<Record<string, string>>;
  people: Readonly<Record<string, string>>;
  categories: readonly { key: string; name: string }[];
}

export function useNaming(names: Names): Naming {
  const { t } = useTranslation("application");
  return (kind, key) => {
    switch (kind) {
      case "organisation":
        return names.organisations[key] ?? "–";
      case "person":
        return names.people[key] ?? "–";
      case "category":
        return names.categories.find((one) => one.key === key)?.name ?? key;
      case "source":
        return t(`source.${key}`);
      case "flag":
        return t(key);
    }
  };
}

export function useLines(names: Names): (body: Application, field: ApplicationField) => string[] {
  const naming = useNaming(names);
  return (body, field) => linesOf(body, field, naming);
}

const TONES: Readonly<Partial<Record<ProjectState, ChipTone>>> = {
  returned: "warn",
  rectifying: "warn",
  approved: "info",
  established: "info",
  executing: "info",
  evaluating: "info",
  closing: "info",
  closed: "ok",
  not_accepted: "bad",
  not_approved: "bad",
  terminated: "bad",
  revoked: "bad",
};

export const stateTone = (state: ProjectState): ChipTone => TONES[state] ?? "plain";

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
