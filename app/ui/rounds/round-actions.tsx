import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import { ConfirmForm, DateField, TransitionButtons, type ButtonTone } from "~/ui/kit";

export interface OfferItem {
  transition: string;
  tone: "main" | "normal" | "danger";
  reason: "required" | "optional" | "none";
  asksDay: boolean;
  refusal: Refusal | null;
  consents: readonly { party: string; name: string }[];
  awaited: readonly string[];
}

const TONES: Readonly<Record<OfferItem["tone"], ButtonTone>> = {
  main: "main",
  normal: "plain",
  danger: "bad",
};

/** The buttons of a round; one that asks for a day has its own form. */
export function RoundActions({
  round,
  offers,
}: {
  round: { id: string; state: string };
  offers: readonly OfferItem[];
}) {
  const { t } = useTranslation("rounds");
  const url = `/rounds/${round.id}/transitions`;
  const label = (offer: OfferItem) => t(`lifecycle:round.transition.${offer.transition}.staff`);
  const withDay = offers.filter((offer) => offer.asksDay && !offer.refusal);
  const plain = offers.filter((offer) => !withDay.includes(offer));
  return (
    <>
      {(plain.length > 0 || withDay.length === 0) && (
        <TransitionButtons
          actionUrl={url}
          state={round.state}
          items={plain.map((offer) => ({
            transition: offer.transition,
            label: label(offer),
            tone: TONES[offer.tone],
            refusal: offer.refusal,
            reasonMode: offer.reason,
            consentsGiven: offer.consents.map(({ party, name }) =>
              t("consent", { party: t(party), name }),
            ),
            ...(offer.transition === "reveal" ? { text: t("reveal_text") } : {}),
            ...(offer.transition === "open" ? { text: t("open_text") } : {}),
          }))}
        />
      )}
      {withDay.map((offer) => (
        <ConfirmForm
          key={offer.transition}
          action={url}
          label={label(offer)}
          tone={TONES[offer.tone]}
          reason={offer.reason}
          hidden={{ transition: offer.transition, expectedState: round.state }}
        >
          <DateField
            id={`day-${offer.transition}`}
            name="dueOn"
            label={t("new_day")}
            hint={t("new_day_hint")}
          />
        </ConfirmForm>
      ))}
    </>
  );
}
