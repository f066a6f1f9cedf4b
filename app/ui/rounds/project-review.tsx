import { useTranslation } from "react-i18next";
import { Card, Chip, DescriptionList, EmptyState, LinkButton } from "~/ui/kit";

export interface ProjectReviewProps {
  reviews: readonly {
    id: string;
    name: string;
    kind: string;
    state: string;
    revealed: boolean;
    isSetAside: boolean;
    place: number | null;
    score: string | null;
    tier: string | null;
    sheets: number | null;
    of: number | null;
  }[];
  reader: "staff" | "applicant";
  mayOpenRound: boolean;
}

/** A project's rounds: its state for everybody who sees it, the score once it is published. */
export function ProjectReview({ reviews, reader, mayOpenRound }: ProjectReviewProps) {
  const { t } = useTranslation("rounds");
  if (reviews.length === 0)
    return <EmptyState title={t("project.none")} text={t("project.none_text")} />;
  return reviews.map((review) => (
    <Card
      key={review.id}
      title={review.name}
      aside={<Chip>{t(`lifecycle:round.state.${review.state}.${reader}`)}</Chip>}
    >
      {review.isSetAside && <p className="mb-2">{t("project.set_aside")}</p>}
      {review.revealed ? (
        <DescriptionList
          items={[
            { term: t("project.score"), value: review.score ?? t("project.unranked") },
            {
              term: t("project.place"),
              value:
                review.place !== null &&
                t("project.place_of", { place: review.place, of: review.of }),
            },
            { term: t("project.tier"), value: review.tier },
            { term: t("project.sheets"), value: review.sheets },
          ]}
        />
      ) : (
        <p className="muted">{t("project.not_revealed")}</p>
      )}
      {mayOpenRound && (
        <LinkButton to={`/rounds/${review.id}`}>{t("project.open_round")}</LinkButton>
      )}
    </Card>
  ));
}
