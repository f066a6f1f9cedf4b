import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Chip, ConfirmForm, DataTable, ProgressBar, SubmitButton, useFormat } from "~/ui/kit";

export interface EntryLine {
  id: string;
  code: string;
  title: string;
  organisationName: string;
  state: string;
  isSetAside: boolean;
  submitted: number;
  expected: number;
  recused: number;
}

export interface MemberLine {
  id: string;
  name: string;
  employerName: string;
  seat: string;
  status: string;
  declineReason: string;
  remindedAt: string | null;
  submitted: number;
  expected: number;
}

interface EntryProgressProps {
  roundId: string;
  entries: readonly EntryLine[];
  state: string;
  kind: string;
  manage: boolean;
}

/** Sheets handed in of those expected, per entry: counts, whatever the scores. */
export function EntryProgress({ roundId, entries, state, kind, manage }: EntryProgressProps) {
  const { t } = useTranslation("rounds");
  const changing = manage && ["preparing", "open", "closed"].includes(state);
  return (
    <DataTable
      caption={t("entries.caption")}
      stack
      rows={entries}
      rowKey={(entry) => entry.id}
      empty={
        <p className="empty">{t(kind === "municipal" ? "entries.by_draw" : "entries.none")}</p>
      }
      columns={[
        { key: "code", header: t("column.code"), cell: (entry) => entry.code },
        {
          key: "title",
          header: t("column.title"),
          heading: true,
          cell: (entry) => (
            <>
              {entry.title} {entry.isSetAside && <Chip tone="warn">{t("entries.aside")}</Chip>}
            </>
          ),
        },
        { key: "org", header: t("column.organisation"), cell: (entry) => entry.organisationName },
        {
          key: "sheets",
          header: t("column.submitted"),
          numeric: true,
          cell: (entry) => `${entry.submitted} / ${entry.expected}`,
        },
        {
          key: "recused",
          header: t("column.recused"),
          numeric: true,
          cell: (entry) => entry.recused,
        },
        ...(changing
          ? [
              {
                key: "do",
                header: t("column.do"),
                cell: (entry: EntryLine) =>
                  state === "preparing" && kind !== "municipal" ? (
                    <Form method="post" action={`/rounds/${roundId}`}>
                      <input type="hidden" name="intent" value="unlist" />
                      <input type="hidden" name="entryId" value={entry.id} />
                      <SubmitButton
                        tone="plain"
                        small
                        aria-label={t("entries.unlist_named", { title: entry.title })}
                      >
                        {t("entries.unlist")}
                      </SubmitButton>
                    </Form>
                  ) : (
                    <ConfirmForm
                      label={t(entry.isSetAside ? "entries.take_back" : "entries.set_aside")}
                      small
                      text={t(
                        entry.isSetAside ? "entries.take_back_text" : "entries.set_aside_text",
                        {
                          title: entry.title,
                        },
                      )}
                      action={`/rounds/${roundId}`}
                      reason="required"
                      hidden={{
                        intent: entry.isSetAside ? "take-back" : "set-aside",
                        entryId: entry.id,
                      }}
                    />
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}

export function statusTone(status: string): "ok" | "info" | "bad" | "plain" {
  if (status === "accepted") return "ok";
  if (status === "invited") return "info";
  return status === "declined" ? "bad" : "plain";
}

/** The panel with what each has handed in: counts, whatever the scores. */
export function PanelProgress({
  members,
  state,
}: {
  members: readonly MemberLine[];
  state: string;
}) {
  const { t } = useTranslation("rounds");
  const format = useFormat();
  return (
    <DataTable
      caption={t("panel.caption")}
      stack
      rows={members}
      rowKey={(member) => member.id}
      empty={<p className="empty">{t("panel.none")}</p>}
      columns={[
        { key: "name", header: t("column.expert"), heading: true, cell: (member) => member.name },
        {
          key: "employer",
          header: t("column.employer"),
          cell: (member) => member.employerName || "–",
        },
        { key: "seat", header: t("column.seat"), cell: (member) => t(`seat.${member.seat}`) },
        {
          key: "status",
          header: t("column.answer"),
          cell: (member) => (
            <>
              <Chip tone={statusTone(member.status)}>{t(`status.${member.status}`)}</Chip>
              {member.declineReason && <small className="block">{member.declineReason}</small>}
            </>
          ),
        },
        {
          key: "sheets",
          header: t("column.submitted"),
          cell: (member) =>
            member.seat === "reserve" || state === "preparing" ? (
              "–"
            ) : (
              <>
                {`${member.submitted} / ${member.expected}`}
                <ProgressBar
                  value={member.submitted}
                  max={member.expected}
                  label={t("panel.progress_of", { name: member.name })}
                />
              </>
            ),
        },
        {
          key: "reminded",
          header: t("column.reminded"),
          cell: (member) => (member.remindedAt ? format.dateTime(member.remindedAt) : "–"),
        },
      ]}
    />
  );
}
