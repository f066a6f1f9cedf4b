import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { ItemMember, ItemView } from "~/domain/committee/views";
import {
  Chip,
  ConfirmForm,
  RadioGroup,
  SubmitButton,
  TextAreaField,
  useFormat,
  useRefusalText,
} from "~/ui/kit";
import type { ItemAnswer } from "./item-answer";

interface MemberRowProps {
  item: ItemView;
  member: ItemMember;
  answer: ItemAnswer | undefined;
}

function Speak({ item, member, answer }: MemberRowProps) {
  const { t } = useTranslation("meetings");
  const refusalText = useRefusalText();
  const { personId, name, speaking } = member;
  if (speaking) return <p className="muted">{refusalText(speaking)}</p>;
  const isOwn = personId === item.actorId;
  return (
    <Form method="post" className="grid gap-2" preventScrollReset>
      <input type="hidden" name="intent" value="speak" />
      <input type="hidden" name="personId" value={personId} />
      <TextAreaField
        id={`opinion-${personId}`}
        name="text"
        label={isOwn ? t("item.my_opinion") : t("item.opinion_of", { name })}
        defaultValue={answer?.typed.personId === personId ? answer.typed.text : ""}
        rows={2}
        maxLength={2000}
        required
      />
      <div className="acts">
        <SubmitButton small tone={isOwn ? "main" : "plain"}>
          {t(isOwn ? "item.speak" : "item.enter")}
        </SubmitButton>
      </div>
    </Form>
  );
}

function Vote({ item, member }: Omit<MemberRowProps, "answer">) {
  const { t } = useTranslation("meetings");
  const refusalText = useRefusalText();
  const { personId, name, voting } = member;
  if (voting) return <p className="muted">{refusalText(voting)}</p>;
  const isOwn = personId === item.actorId;
  return (
    <Form method="post" className="grid gap-2" preventScrollReset>
      <input type="hidden" name="intent" value="vote" />
      <input type="hidden" name="personId" value={personId} />
      <input type="hidden" name="ballot" value={item.ballot} />
      <RadioGroup
        id={`vote-${personId}`}
        name="choice"
        label={
          isOwn ? t("vote.mine", { motion: t(`motion.${item.motion}`) }) : t("vote.of", { name })
        }
        options={(["for", "against", "abstain"] as const).map((value) => ({
          value,
          label: t(`vote.${value}`),
        }))}
        inline
        required
      />
      <div className="acts">
        <SubmitButton small tone={isOwn ? "main" : "plain"}>
          {t(isOwn ? "vote.cast" : "vote.enter")}
        </SubmitButton>
      </div>
    </Form>
  );
}

function Vouched({ member }: { member: ItemMember }) {
  const { t } = useTranslation("meetings");
  const { choice, hasVoted } = member;
  if (choice) return <Chip tone={choice === "for" ? "ok" : "plain"}>{t(`vote.${choice}`)}</Chip>;
  return hasVoted ? <Chip tone="ok">{t("vote.done")}</Chip> : null;
}

/** One member: there or not, what was said, whether the vote is in, and what can be done now. */
export function MemberRow({ item, member, answer }: MemberRowProps) {
  const { t } = useTranslation("meetings");
  const format = useFormat();
  const { name, isSecretary, status, recusal, opinion, mayAct, hasVoted } = member;
  const isOut = recusal !== null || status !== "present";
  return (
    <section className="row block" aria-label={name}>
      <p>
        <b>{isSecretary ? t("seat.secretary", { name }) : name}</b>{" "}
        {status !== "present" && <Chip>{t(`attendance.${status}`)}</Chip>}{" "}
        {recusal !== null && <Chip tone="warn">{t("item.recused")}</Chip>}{" "}
        <Vouched member={member} />
      </p>
      {recusal !== null && (
        <p className="muted">{recusal === "" ? t("item.own_project") : recusal}</p>
      )}
      {opinion && (
        <p className="pre">
          {opinion.text}{" "}
          <small className="muted">
            {format.time(opinion.at)}
            {opinion.enteredBy && ` · ${t("item.entered_by", { name: opinion.enteredBy })}`}
          </small>
        </p>
      )}
      {mayAct && !isOut && !opinion && <Speak item={item} member={member} answer={answer} />}
      {mayAct && !isOut && opinion && !hasVoted && <Vote item={item} member={member} />}
      {mayAct && recusal === null && !hasVoted && (
        <div className="mt-2">
          <ConfirmForm
            label={t("item.recuse")}
            small
            tone="quiet"
            text={t("item.recuse_text")}
            reason="required"
            hidden={{ intent: "recuse", personId: member.personId }}
          />
        </div>
      )}
    </section>
  );
}
