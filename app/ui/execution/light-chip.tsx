import { useTranslation } from "react-i18next";
import type { Light } from "~/domain/execution-progress";
import { Chip, type ChipTone } from "~/ui/kit";

const TONES: Readonly<Record<Light["kind"], ChipTone>> = {
  done: "ok",
  overdue: "bad",
  behind: "warn",
  near: "info",
  on_time: "plain",
  held: "plain",
};

/** A light of 督办: its colour always comes with a word and a shape. */
export function LightChip({ light }: { light: Light }) {
  const { t } = useTranslation("execution");
  const late = light.kind === "done" && light.late > 0;
  const days = light.kind === "done" ? light.late : "days" in light ? light.days : 0;
  return (
    <Chip tone={TONES[light.kind]}>{t(`light.${late ? "done_late" : light.kind}`, { days })}</Chip>
  );
}
