import { useTranslation } from "react-i18next";
import { formatUnits } from "~/domain/rubric/score";
import { Button, useFormat } from "~/ui/kit";
import type { KeyedRubric, SheetView } from "./sheet-model";

interface SheetConflictProps {
  rubric: KeyedRubric;
  entryId: string;
  mine: Readonly<Record<string, number | null | undefined>>;
  myComment: string;
  other: SheetView;
  /** With script: goes on with this page's version. Without, saving again does. */
  onKeepMine?: () => void;
  onTakeOther?: () => void;
}

/** Two devices, two drafts: both are shown, and neither is lost before one is chosen. */
export function SheetConflict(props: SheetConflictProps) {
  const { t } = useTranslation("scoring");
  const format = useFormat();
  const { rubric, entryId, mine, myComment, other } = props;
  const text = (units: number | null | undefined) =>
    units == null ? "–" : formatUnits(units, rubric.scale);
  return (
    <section className="said warn" role="alert">
      <p>{t("conflict.text", { time: format.time(other.savedAt) })}</p>
      <table className="data">
        <caption className="sr-only">{t("conflict.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("conflict.part")}</th>
            <th scope="col" className="n">
              {t("conflict.mine")}
            </th>
            <th scope="col" className="n">
              {t("conflict.other")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rubric.criteria.map(({ key, name }) => (
            <tr key={key} className={mine[key] === other.scores[key] ? undefined : "on"}>
              <th scope="row">{name}</th>
              <td className="n">{text(mine[key])}</td>
              <td className="n">{text(other.scores[key])}</td>
            </tr>
          ))}
          <tr className={myComment === (other.comments[""] ?? "") ? undefined : "on"}>
            <th scope="row">{t("comment")}</th>
            <td className="n">{myComment || "–"}</td>
            <td className="n">{(other.comments[""] ?? "") || "–"}</td>
          </tr>
        </tbody>
      </table>
      <div className="acts mt-2">
        {props.onKeepMine ? (
          <Button tone="main" onClick={props.onKeepMine}>
            {t("conflict.keep_mine")}
          </Button>
        ) : (
          <p>{t("conflict.save_again")}</p>
        )}
        <a className="btn" href={`/scoring/${entryId}`} onClick={props.onTakeOther}>
          {t("conflict.take_other")}
        </a>
      </div>
    </section>
  );
}
