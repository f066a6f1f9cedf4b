import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ATTENDANCE } from "~/domain/committee/agenda";
import type { MeetingView } from "~/domain/committee/views";
import { Card, Chip, SelectField, SubmitButton, TextField } from "~/ui/kit";
import { QuorumNotice } from "./meeting-marks";

/** Who is there (应到/实到): the clerk's form, a list for everybody else. */
export function AttendanceCard({ meeting }: { meeting: MeetingView }) {
  const { t } = useTranslation("meetings");
  const { seats, quorum, state, isClerk } = meeting;
  const label = (name: string, seat: string) =>
    seat === "secretary" ? t("seat.secretary", { name }) : name;
  return (
    <Card title={t("attendance.title", { have: quorum.have, eligible: quorum.eligible })}>
      <QuorumNotice quorum={quorum} />
      {isClerk && state !== "closed" ? (
        <Form method="post" className="mt-3 grid gap-2" preventScrollReset>
          <input type="hidden" name="intent" value="attendance" />
          {seats.map(({ personId, name, seat, status, leaveReason }) => (
            <div key={personId} className="grid grid-cols-2 items-end gap-2">
              <SelectField
                name={`status-${personId}`}
                label={label(name, seat)}
                defaultValue={status}
                placeholder={null}
                options={ATTENDANCE.map((value) => ({ value, label: t(`attendance.${value}`) }))}
              />
              <TextField
                name={`leave-${personId}`}
                label={t("attendance.leave_reason", { name })}
                hideLabel
                placeholder={t("attendance.leave_placeholder")}
                defaultValue={leaveReason}
                maxLength={200}
              />
            </div>
          ))}
          <div className="acts">
            <SubmitButton tone="plain">{t("attendance.save")}</SubmitButton>
          </div>
        </Form>
      ) : (
        <ul className="mt-3 grid gap-1">
          {seats.map(({ personId, name, seat, status, leaveReason }) => (
            <li key={personId}>
              {label(name, seat)}{" "}
              <Chip tone={status === "present" ? "ok" : "plain"}>{t(`attendance.${status}`)}</Chip>{" "}
              {leaveReason && <span className="muted">{leaveReason}</span>}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
