import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { ItemLine, MeetingView } from "~/domain/committee/views";
import { Card, Chip, ConfirmForm, EmptyState, LinkButton, SubmitButton } from "~/ui/kit";
import { ItemChip } from "./meeting-marks";

export function useItemTitle(): (item: Pick<ItemLine, "title" | "purpose" | "projects">) => string {
  const { t } = useTranslation("meetings");
  return ({ title, purpose, projects }) =>
    title || t("agenda.list_of", { purpose: t(`purpose.${purpose}`), count: projects.length });
}

/** The agenda, numbered as it was fixed. */
export function AgendaCard({ meeting }: { meeting: MeetingView }) {
  const { t } = useTranslation("meetings");
  const titleOf = useItemTitle();
  const { id, items, state, isClerk, mayPropose } = meeting;
  const isFixed = state !== "preparing";
  const add = mayPropose && !isFixed && (
    <LinkButton small to={`/meetings/${id}/agenda`}>
      {t(isClerk ? "agenda.add" : "agenda.propose")}
    </LinkButton>
  );
  if (items.length === 0)
    return (
      <Card title={t("agenda.title")}>
        <EmptyState title={t("agenda.empty")} text={t("agenda.empty_text")} action={add} />
      </Card>
    );
  return (
    <Card title={t("agenda.title")} aside={add} flush>
      <ol>
        {items.map((item, at) => (
          <li key={item.id} className="row flex flex-wrap items-start gap-3">
            <div className="min-w-0 flex-1">
              <Link to={`/meetings/${id}/items/${item.id}`}>
                {at + 1}. {titleOf(item)}
              </Link>{" "}
              <ItemChip state={item.state} result={item.result} />{" "}
              {item.isSingle && <Chip bare>{t("agenda.single")}</Chip>}
              <p className="muted">
                {t(`purpose.${item.purpose}`)}
                {item.projects.length > 1 &&
                  ` · ${t("agenda.projects", { count: item.projects.length })}`}
                {item.lastPlace !== null && ` · ${t("agenda.line", { place: item.lastPlace })}`}
              </p>
            </div>
            {isClerk && !isFixed && item.state === "proposed" && (
              <Form method="post" preventScrollReset>
                <input type="hidden" name="intent" value="take-up" />
                <input type="hidden" name="itemId" value={item.id} />
                <SubmitButton
                  small
                  tone="main"
                  aria-label={t("agenda.take_up_one", { title: titleOf(item) })}
                >
                  {t("agenda.take_up")}
                </SubmitButton>
              </Form>
            )}
            {isClerk && !isFixed && (item.state === "pending" || item.state === "proposed") && (
              <ConfirmForm
                label={t("agenda.take_off")}
                small
                text={t("agenda.take_off_text")}
                reason="required"
                hidden={{ intent: "take-off", itemId: item.id }}
              />
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
