import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { ItemView } from "~/domain/committee/views";
import { decisionOf } from "~/domain/committee/tally";
import { refusal } from "~/domain/refusal";
import {
  Card,
  CheckboxField,
  DateField,
  RadioGroup,
  SubmitButton,
  TextAreaField,
  useRefusalText,
} from "~/ui/kit";
import { TallyLine } from "./result-card";
import type { ItemAnswer } from "./item-answer";

/** The clerk's column: what is put to the vote, how many votes are in, the announcement of the result. */
export function DecidePanel({ item, answer }: { item: ItemView; answer: ItemAnswer | undefined }) {
  const { t } = useTranslation("meetings");
  const refusalText = useRefusalText();
  if (item.state !== "open" || item.meeting.state !== "open") return null;
  const begun = item.members.some(({ hasVoted }) => hasVoted);
  const silent = item.members.filter(({ speaking }) => speaking === null).length;
  // Without a quorum the item is ended as such, whoever has voted.
  const early =
    !begun && item.quorum.have >= item.quorum.need
      ? refusal("votes_missing", { count: item.votesMissing })
      : null;
  const decision = item.running && decisionOf(item.motion, item.running.result);
  if (!item.isClerk)
    return (
      <Card title={t("vote.title")}>
        <p>{t(`motion.${item.motion}`)}</p>
        <p className="muted">{t("vote.missing", { count: item.votesMissing })}</p>
      </Card>
    );
  return (
    <Card title={t("vote.title")}>
      {!begun && (
        <Form method="post" className="grid gap-2" preventScrollReset>
          <input type="hidden" name="intent" value="motion" />
          <RadioGroup
            name="motion"
            label={t("motion.label")}
            hint={t("motion.hint")}
            defaultValue={item.motion}
            options={item.motions.map((value) => ({ value, label: t(`motion.${value}`) }))}
          />
          <SubmitButton small tone="plain">
            {t("motion.put")}
          </SubmitButton>
        </Form>
      )}
      <p className="mt-3">
        {silent > 0 ? t("vote.silent") : t("vote.missing", { count: item.votesMissing })}
      </p>
      {item.running && <TallyLine counts={item.running.counts} />}
      <Form method="post" className="mt-3 grid gap-2" preventScrollReset>
        <input type="hidden" name="intent" value="decide" />
        <input type="hidden" name="ballot" value={item.ballot} />
        {decision && <p className="font-semibold">{t(`lifecycle:decision.${decision}`)}</p>}
        {item.running && decision === null && <p>{t("vote.failed_motion")}</p>}
        <TextAreaField
          id="reason"
          name="reason"
          label={t("vote.reason")}
          hint={t("vote.reason_hint")}
          defaultValue={answer?.typed.reason ?? ""}
          rows={3}
          maxLength={2000}
        />
        {item.motion === "revise" && (
          <>
            <DateField name="dueOn" label={t("vote.due_on")} hint={t("vote.due_on_hint")} />
            <RadioGroup
              name="rescoring"
              label={t("vote.rescoring")}
              defaultValue="no"
              options={(["no", "yes"] as const).map((value) => ({
                value,
                label: t(`vote.rescoring_${value}`),
              }))}
            />
          </>
        )}
        {item.votesMissing > 0 && begun && (
          <CheckboxField name="others" label={t("vote.others")} hint={t("vote.others_hint")} />
        )}
        <SubmitButton reason={early && refusalText(early)}>{t("vote.announce")}</SubmitButton>
      </Form>
    </Card>
  );
}
