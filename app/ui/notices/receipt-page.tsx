import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { ReceiptView } from "~/domain/notice-views";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  Chip,
  ConfirmForm,
  DescriptionList,
  Notice,
  PageHeader,
  RefusalNotice,
  useFormat,
} from "~/ui/kit";
import { useNoticeTitle } from "./notices-page";

export interface ReceiptPageProps {
  objection: ReceiptView;
  isNew: boolean;
  answer: { refusal: Refusal } | undefined;
}

/** The state and the answer, for whoever holds the receipt. */
export function ReceiptPage({ objection, isNew, answer }: ReceiptPageProps) {
  const { t } = useTranslation("notices");
  const format = useFormat();
  const titleOf = useNoticeTitle();
  const isOpen = objection.state === "lodged" || objection.state === "checking";
  return (
    <>
      <PageHeader
        title={t("receipt.title")}
        crumbs={[{ label: t("list.title"), to: "/notices" }, { label: t("receipt.title") }]}
        chips={
          <Chip tone={isOpen ? "info" : "plain"}>
            {t(`lifecycle:objection.state.${objection.state}.applicant`)}
          </Chip>
        }
      />
      {isNew && (
        <Notice tone="ok" live>
          <p>{t("receipt.new")}</p>
          <p className="text-lg font-semibold">
            <code>{objection.receipt}</code>
          </p>
          <p>{t("receipt.keep")}</p>
        </Notice>
      )}
      <RefusalNotice refusal={answer?.refusal} />
      <Card>
        <DescriptionList
          items={[
            {
              term: t("list.notice"),
              value: (
                <Link to={`/notices/${objection.noticeId}`}>
                  {titleOf({ kind: objection.noticeKind, title: objection.notice })}
                </Link>
              ),
            },
            { term: t("list.by"), value: objection.organisation },
            { term: t("objection.about"), value: objection.about || t("objection.about_all") },
            { term: t("receipt.lodged_at"), value: format.dateTime(objection.lodgedAt) },
            { term: t("objection.text"), value: <span className="pre">{objection.text}</span> },
            {
              term: t("receipt.answer"),
              value: objection.answer !== "" && <span className="pre">{objection.answer}</span>,
            },
            {
              term: t("receipt.answered_at"),
              value: objection.answeredAt && format.dateTime(objection.answeredAt),
            },
          ]}
        />
        {isOpen && (
          <div className="mt-3">
            <ConfirmForm
              label={t("receipt.withdraw")}
              text={t("receipt.withdraw_text")}
              reason="optional"
            />
          </div>
        )}
      </Card>
    </>
  );
}
