import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Chip, ConfirmForm, Notice, RefusalNotice, SubmitButton, useFormat } from "~/ui/kit";
import { Material } from "./material";
import { RecusalForm } from "./recusal-form";
import { ScoreSheet, type SheetAnswer } from "./score-sheet";
import type { KeyedRubric, SheetView } from "./sheet-model";

export interface ScoringPageProps {
  entry: {
    id: string;
    code: string;
    title: string;
    organisationName: string;
    roundName: string;
    roundState: string;
    dueOn: string;
  };
  material: Readonly<Record<string, unknown>> | null;
  files: readonly { id: string; name: string; size: number }[];
  rubric: KeyedRubric;
  recused: string | null;
  isSetAside: boolean;
  sheet: SheetView | null;
  owner: string;
  place: { at: number; of: number };
  strip: readonly { id: string; title: string; total: string }[];
  nextId: string | null;
  previousId: string | null;
  followingId: string | null;
  answer: SheetAnswer | undefined;
}

/** Material beside the sheet at a desk, one below the other on a phone. */
export function ScoringPage(props: ScoringPageProps) {
  const { t } = useTranslation("scoring");
  const { entry, sheet, answer, place } = props;
  const state = sheet?.state ?? "draft";
  const accepts = ["open", "closed", "frozen"].includes(entry.roundState);
  const writable =
    accepts && props.recused === null && !props.isSetAside && ["draft", "void"].includes(state);
  const showSheet = props.recused === null && props.material !== null;
  return (
    <div className="-mx-4 -my-3.5 grid md:-mx-6 md:-my-5 lg:min-h-[calc(100vh-48px)] lg:grid-cols-[minmax(0,1fr)_440px]">
      <div className="min-w-0 px-4 py-3.5 md:px-6 md:py-5">
        <nav className="crumbs" aria-label={t("where")}>
          <Link to="/scoring">{t("title")}</Link>
          <span>{entry.roundName}</span>
          {place.at > 0 && <span>{t("place", place)}</span>}
        </nav>
        <h1>{entry.title}</h1>
        <p className="muted mb-2">
          {entry.code} · {entry.organisationName}
        </p>
        <div className="acts mb-3">
          {props.previousId && (
            <Link className="btn small" rel="prev" to={`/scoring/${props.previousId}`}>
              ‹ {t("previous")}
            </Link>
          )}
          {props.followingId && (
            <Link className="btn small" rel="next" to={`/scoring/${props.followingId}`}>
              {t("following")} ›
            </Link>
          )}
          {writable && entry.roundState === "open" && (
            <ConfirmForm
              label={t("decline.label")}
              small
              text={t("decline.text")}
              reason="required"
              hidden={{ intent: "decline" }}
            />
          )}
          {props.recused === null && ["preparing", "open", "closed"].includes(entry.roundState) && (
            <RecusalForm />
          )}
        </div>
        <Standing {...props} />
        <Material material={props.material} files={props.files} />
      </div>
      {showSheet && (
        <section
          aria-label={t("sheet")}
          className="min-w-0 border-line bg-surface max-lg:border-t lg:border-l"
        >
          {!writable && <Closed {...props} />}
          <ScoreSheet
            key={`${entry.id} ${writable ? "" : state} ${answer?.sent ? "again" : ""}`}
            entryId={entry.id}
            owner={props.owner}
            rubric={props.rubric}
            sheet={sheet}
            readOnly={!writable}
            answer={answer}
            strip={props.strip}
            hasNext={props.nextId !== null && props.nextId !== entry.id}
          />
        </section>
      )}
    </div>
  );
}

/** Why the entry cannot be scored, or not as usual. */
function Standing(props: ScoringPageProps) {
  const { t } = useTranslation("scoring");
  const { entry, recused, isSetAside, answer } = props;
  const late = entry.roundState === "closed" || entry.roundState === "frozen";
  return (
    <>
      {answer?.refusal && !answer.other && <RefusalNotice refusal={answer.refusal} />}
      {recused && (
        <Notice tone="warn">{t("recused_notice", { kind: t(`rounds:recusal.${recused}`) })}</Notice>
      )}
      {isSetAside && <Notice tone="warn">{t("set_aside_notice")}</Notice>}
      {entry.roundState === "preparing" && <Notice>{t("preparing_notice")}</Notice>}
      {late && props.sheet?.state === "draft" && <Notice tone="warn">{t("late_notice")}</Notice>}
    </>
  );
}

/** A sheet that was handed in or declined, and the way back while there is one. */
function Closed({ entry, sheet }: ScoringPageProps) {
  const { t } = useTranslation("scoring");
  const format = useFormat();
  if (!sheet) return null;
  const mayReopen =
    entry.roundState === "open" && (sheet.state === "submitted" || sheet.state === "declined");
  return (
    <div className="crit">
      <p className="mb-2">
        <Chip tone={sheet.state === "declined" ? "warn" : "ok"}>
          {t(`rounds:sheet_state.${sheet.state}`)}
        </Chip>{" "}
        {sheet.isLate && <Chip tone="warn">{t("late")}</Chip>}{" "}
        <small>{format.dateTime(sheet.submittedAt)}</small>
      </p>
      {sheet.declineReason && <p className="pre mb-2">{sheet.declineReason}</p>}
      {mayReopen && (
        <Form method="post">
          <input type="hidden" name="intent" value="reopen" />
          <SubmitButton tone="plain">{t("reopen")}</SubmitButton>
        </Form>
      )}
    </div>
  );
}
