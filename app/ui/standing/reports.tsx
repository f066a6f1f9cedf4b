import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Notice } from "~/ui/kit";

export interface StandingReports {
  ties: readonly {
    code: string;
    of: string;
    place: number;
    category: string | null;
    score: string;
    count: number;
    names: readonly string[];
    tiers: readonly (string | null)[];
  }[];
  unranked: {
    count: number;
    rows: readonly {
      id: string;
      code: string;
      title: string;
      reason: string;
      facts: Readonly<Record<string, string | number>>;
    }[];
  };
  incomplete: {
    count: number;
    required: number | null;
    rows: readonly { name: string; entries: number }[];
  };
}

interface ReportsProps {
  reports: StandingReports;
  categoryName: (key: string) => string;
  entryAddress: (id: string) => string;
}

/** What must be seen before anything is decided on a standing, in words. */
export function Reports({ reports, categoryName, entryAddress }: ReportsProps) {
  const { t } = useTranslation("standings");
  const { ties, unranked, incomplete } = reports;
  const separator = t("common:list_separator");
  const names = (list: readonly string[], count: number) =>
    list.length < count
      ? t("report.and_more", { names: list.join(separator), count })
      : list.join(separator);
  return (
    <div className="my-3 grid gap-2">
      {ties.map((tie) => (
        <Notice key={`${tie.code} ${tie.of} ${tie.category ?? ""} ${tie.place}`} tone="warn">
          {t(`report.${tie.code}`, {
            context: tie.of,
            within:
              tie.category === null
                ? ""
                : t("report.within", { category: categoryName(tie.category) }),
            place: tie.place,
            count: tie.count,
            score: tie.score,
            names: names(tie.names, tie.count),
            tiers: tie.tiers.map((tier) => tier ?? t("report.no_tier")).join(" / "),
          })}
        </Notice>
      ))}
      {unranked.count > 0 && (
        <Notice tone="info">
          <p>{t("report.unranked", { count: unranked.count })}</p>
          <ul className="list-disc pl-5">
            {unranked.rows.map(({ id, code, title, reason, facts }) => (
              <li key={id}>
                <Link to={entryAddress(id)}>
                  {code} {title}
                </Link>
                {t("report.because", { reason: t(`reason.${reason}`, { ...facts }) })}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {incomplete.count > 0 && (
        <Notice tone="info">
          {t("report.incomplete", {
            count: incomplete.count,
            required: incomplete.required ?? 1,
            names: names(
              incomplete.rows.map(({ name, entries }) =>
                t("report.organisation", { name, entries }),
              ),
              incomplete.count,
            ),
          })}
        </Notice>
      )}
    </div>
  );
}
