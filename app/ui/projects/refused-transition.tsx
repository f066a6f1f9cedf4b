import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import { Card, LinkButton, RefusalNotice } from "~/ui/kit";

/** Why a press was not carried out, on the project's own page; what was typed is not lost. */
export function RefusedTransition(props: {
  /** null when the address is opened again later. */
  answer: { refusal: Refusal; reason: string } | null;
  projectId: string;
}) {
  const { t } = useTranslation("projects");
  const { answer } = props;
  return (
    <Card {...(answer ? { title: t("refused.title") } : {})}>
      <RefusalNotice refusal={answer?.refusal} />
      {answer?.reason && <p className="pre">{t("refused.reason", { reason: answer.reason })}</p>}
      <p>
        <LinkButton to={`/projects/${props.projectId}`}>{t("refused.back")}</LinkButton>
      </p>
    </Card>
  );
}
