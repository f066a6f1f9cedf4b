import { useTranslation } from "react-i18next";
import type { Counts } from "~/domain/committee/tally";
import type { ItemView } from "~/domain/committee/views";
import { Card, useFormat } from "~/ui/kit";
import { ItemChip } from "./meeting-marks";

export function TallyLine({ counts }: { counts: Counts }) {
  const { t } = useTranslation("meetings");
  return <p>{t("vote.tally", { ...counts })}</p>;
}

/** The result with its reason and every ballot that led to it; earlier ballots while the item is open. */
export function ResultCard({ item }: { item: ItemView }) {
  const { t } = useTranslation("meetings");
  const format = useFormat();
  if (item.ballots.length === 0 && item.state !== "decided") return null;
  return (
    <Card title={t(item.state === "decided" ? "result.title" : "result.earlier")}>
      {item.state === "decided" && (
        <p>
          <ItemChip state={item.state} result={item.result} /> {format.dateTime(item.decidedAt)}
        </p>
      )}
      {item.reason && <p className="pre mt-2">{item.reason}</p>}
      <ol className="mt-2 grid gap-1">
        {item.ballots.map(({ motion, counts, at }) => (
          <li key={at + motion}>
            <span className="muted">{t(`motion.${motion}`)}</span>
            <TallyLine counts={counts} />
          </li>
        ))}
      </ol>
    </Card>
  );
}
