import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import { Card, LinkButton, RefusalNotice } from "~/ui/kit";

/** Why a press was not carried out, on the project's own page; what was typed is not lost. */
export function RefusedTransition(props: { refusal: Refusal; reason: string; projectId: string }) {
  const { t } = useTranslation("projects");
  return (
    <Card title={t("refused.title")}>
      <RefusalNotice refusal={props.refusal} />
      {props.reason && <p className="pre">{t("refused.reason", { reason: props.reason })}</p>}
      <p>
        <LinkButton to={`/projects/${props.projectId}`}>{t("refused.back")}</LinkButton>
      </p>
    </Card>
  );
}
