import { useTranslation } from "react-i18next";
import type { ItemState } from "~/domain/committee/agenda";
import type { ItemDecision } from "~/domain/committee/tally";
import type { MeetingState, QuorumLine } from "~/domain/committee/views";
import { Chip, Notice, type Tone } from "~/ui/kit";

const MEETING_TONE: Record<MeetingState, Tone> = { preparing: "plain", open: "info", closed: "ok" };

export function MeetingChip({ state }: { state: MeetingState }) {
  const { t } = useTranslation("meetings");
  return <Chip tone={MEETING_TONE[state]}>{t(`state.${state}`)}</Chip>;
}

const RESULT_TONE: Record<ItemDecision, Tone> = {
  passed: "ok",
  rejected: "bad",
  deferred: "warn",
  revise: "warn",
  no_quorum: "warn",
};

/** What was decided, or where the item stands. */
export function ItemChip({ state, result }: { state: ItemState; result: ItemDecision | "" }) {
  const { t } = useTranslation("meetings");
  if (state === "decided" && result !== "")
    return <Chip tone={RESULT_TONE[result]}>{t(`lifecycle:decision.${result}`)}</Chip>;
  return <Chip tone={state === "open" ? "info" : "plain"}>{t(`item_state.${state}`)}</Chip>;
}

/** Quorum in words: who is there, who is needed, and what is missing. */
export function QuorumNotice({ quorum }: { quorum: QuorumLine }) {
  const { t } = useTranslation("meetings");
  const met = quorum.have >= quorum.need;
  return (
    <Notice tone={met ? "ok" : "warn"}>
      {t(met ? "quorum.met" : "quorum.short", { ...quorum })}
    </Notice>
  );
}
