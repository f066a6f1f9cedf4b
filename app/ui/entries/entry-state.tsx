import { useTranslation } from "react-i18next";
import { stateLabel } from "~/domain/lifecycle/machine";
import { Chip, type ChipTone } from "~/ui/kit";

const TONES: Readonly<Record<string, ChipTone>> = {
  nominated: "info",
  returned: "warn",
  postponed: "warn",
  qualified: "ok",
  scored: "ok",
  disqualified: "bad",
  absent: "bad",
};

export function EntryState({ state }: { state: string }) {
  const { t } = useTranslation("lifecycle");
  return <Chip tone={TONES[state] ?? "plain"}>{t(stateLabel("entry", state))}</Chip>;
}
