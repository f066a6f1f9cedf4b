import { useTranslation } from "react-i18next";
import type { Layout, Mapping, RoleOffer } from "~/domain/import/columns";
import type { ImportReport } from "~/domain/import/report";
import { inWords } from "~/domain/lifecycle/words";
import type { Refusal } from "~/domain/refusal";

export interface CurrentImport {
  id: string;
  fileName: string;
  state: string;
  reading: { layout: Layout; columns: Mapping; roundId: string; criterion: string };
  report: ImportReport;
  roundName: string | null;
  offers: readonly RoleOffer[];
  criteria: readonly { key: string; name: string }[];
}

/** "66 项 · 15 位专家" */
export function Counts({ counts }: { counts: ImportReport["counts"] }) {
  const { t } = useTranslation("imports");
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  if (parts.length === 0) return <>–</>;
  return <>{parts.map(([key, count]) => t(`count.${key}`, { count })).join(" · ")}</>;
}

/** The text of an error in a cell, its facts told in words. */
export function useErrorText(): (refusal: Refusal) => string {
  const { t } = useTranslation("refusals");
  return (refusal) => inWords((key, facts) => t(key, { ...facts }), refusal);
}
