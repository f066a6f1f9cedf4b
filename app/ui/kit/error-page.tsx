import { useTranslation } from "react-i18next";
import type { Refusal } from "~/domain/refusal";
import { useRefusalText } from "./messages";

const KNOWN = [400, 401, 403, 404, 409, 413, 429, 500];

export interface ErrorPageProps {
  status: number;
  /** Says more exactly why, when the refusal is known. */
  refusal?: Refusal | null;
  /** Found again in the log. */
  requestId?: string | null;
}

/** What to show when a page cannot be shown; needs no shell and no data. */
export function ErrorPage({ status, refusal, requestId }: ErrorPageProps) {
  const { t } = useTranslation("errors");
  const refusalText = useRefusalText();
  const known = KNOWN.includes(status) ? status : status >= 500 ? 500 : 400;
  return (
    <div className="empty">
      <p className="text-[32px] leading-tight">{status}</p>
      <h1 className="text-text">{t(`page.${known}.title`)}</h1>
      <p>{refusal ? refusalText(refusal) : t(`page.${known}.text`)}</p>
      {requestId && <p className="muted">{t("page.request", { id: requestId })}</p>}
      <a className="btn main" href={known === 401 ? "/login" : "/"}>
        {t(known === 401 ? "page.sign_in" : "page.home")}
      </a>
    </div>
  );
}
