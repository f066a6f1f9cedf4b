import type { ExportedStanding } from "~/data/standing-export.server";
import { ruleFacts } from "~/domain/standing/rule-words";
import type { Locale } from "./i18n";
import type { OutputSheet } from "./spreadsheet.server";
import { words } from "./words.server";
import { shanghaiMinute } from "~/domain/working-days";

/** The standing as a workbook: entries, organisations, and the rule with what identifies the result. */
export async function standingSheets(
  locale: Locale,
  standing: ExportedStanding,
): Promise<{ name: string; sheets: OutputSheet[] }> {
  const t = await words(locale, "standings");
  const blank = (value: string | number | null) => value ?? t("not_ranked_short");
  const time = (at: string | null) => (at ? shanghaiMinute(at) : "–");
  const rule = ruleFacts(standing.rule, standing.criteria).map(
    ({ key, facts }, index): [string, string] => [
      index === 0 ? t("rule.title") : "",
      t(key, { ...facts }),
    ],
  );
  const { generatedFor } = standing;
  return {
    name: t("file.name", { cycle: standing.cycle.name }),
    sheets: [
      {
        name: t("tab.entries"),
        columns: [
          { header: t("column.place"), width: 8 },
          { header: t("column.code"), width: 16 },
          { header: t("column.title"), width: 40 },
          { header: t("column.organisation"), width: 24 },
          { header: t("column.category"), width: 20 },
          { header: t("column.score"), width: 10 },
          { header: t("column.sheets"), width: 8 },
          { header: t("column.tier"), width: 12 },
        ],
        rows: standing.entries.map((row) => [
          blank(row.place),
          row.code,
          row.title,
          row.organisation,
          row.category,
          blank(row.score),
          row.sheets,
          row.tier ?? "",
        ]),
      },
      {
        name: t("tab.organisations"),
        columns: [
          { header: t("column.place"), width: 8 },
          { header: t("column.organisation"), width: 28 },
          { header: t("column.mean"), width: 12 },
          { header: t("column.counted"), width: 12 },
        ],
        rows: standing.organisations.map((row) => [
          blank(row.place),
          row.name,
          blank(row.score),
          row.entries,
        ]),
      },
      {
        name: t("rule.title"),
        columns: [
          { header: t("file.item"), width: 20 },
          { header: t("file.value"), width: 90 },
        ],
        rows: [
          [t("file.cycle"), standing.cycle.name],
          [t("file.round"), standing.round.name],
          [t("file.version"), standing.version],
          [t("file.digest"), standing.digest],
          ...rule,
          [t("file.computed"), time(standing.computedAt)],
          [t("file.revealed"), time(standing.revealedAt)],
          [t("file.published"), time(standing.publishedAt)],
          [
            t("file.generated"),
            `${generatedFor.name} · ${t(`people:role.${generatedFor.role}`)} · ${time(standing.generatedAt)}`,
          ],
        ],
      },
    ],
  };
}
