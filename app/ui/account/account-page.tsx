import { useForm, type SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { Role, ScopeKind } from "~/domain/people";
import type { Refusal } from "~/domain/refusal";
import {
  Card,
  Chip,
  DataTable,
  ErrorSummary,
  Notice,
  PageHeader,
  SubmitButton,
  TextField,
  useFormat,
} from "~/ui/kit";

interface Session {
  publicId: string;
  device: string;
  createdAt: string;
  seenAt: string;
  current: boolean;
}

interface OwnGrant {
  id: string;
  role: Role;
  scopeKind: ScopeKind;
  scopeName: string;
  validFrom: string;
  validUntil: string | null;
}

export interface AccountPageProps {
  name: string;
  username: string;
  /** The password was chosen by somebody else and has to be replaced first. */
  first: boolean;
  changed: boolean;
  sessions: readonly Session[];
  grants: readonly OwnGrant[];
  answer: { reply?: SubmissionResult; refusal?: Refusal } | undefined;
}

export function AccountPage(props: AccountPageProps) {
  const { t } = useTranslation("account");
  const { first, changed, answer } = props;
  return (
    <>
      <PageHeader
        title={t("title")}
        note={t("who", { name: props.name, username: props.username })}
      />
      {first && <Notice tone="warn">{t("first")}</Notice>}
      {changed && !answer && (
        <Notice tone="ok" live>
          {t("changed")}
        </Notice>
      )}
      <PasswordForm answer={answer} />
      {!first && <Sessions sessions={props.sessions} />}
      {!first && <OwnRoles grants={props.grants} />}
    </>
  );
}

function PasswordForm({ answer }: Pick<AccountPageProps, "answer">) {
  const { t } = useTranslation("account");
  const [form, fields] = useForm<Record<"current" | "next" | "again", string>>({
    lastResult: answer?.reply ?? null,
  });
  const labels = {
    current: t("password.current"),
    next: t("password.next"),
    again: t("password.again"),
  };
  return (
    <Card title={t("password.title")}>
      <Form method="post" id={form.id} className="grid max-w-[420px] gap-3">
        <ErrorSummary form={form} refusal={answer?.refusal ?? null} labels={labels} />
        <TextField
          meta={fields.current}
          label={labels.current}
          type="password"
          autoComplete="current-password"
          required
        />
        <TextField
          meta={fields.next}
          label={labels.next}
          hint={t("password.hint")}
          type="password"
          autoComplete="new-password"
          minLength={10}
          required
        />
        <TextField
          meta={fields.again}
          label={labels.again}
          type="password"
          autoComplete="new-password"
          minLength={10}
          required
        />
        <div className="acts">
          <SubmitButton>{t("password.submit")}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}

/** "Chrome · Windows", as far as a browser tells. */
function deviceName(device: string): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(device)?.[1] ?? "";
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(device)?.[1] ?? "";
  const name = browser === "Edg" ? "Edge" : browser === "OPR" ? "Opera" : browser;
  return [name, system].filter(Boolean).join(" · ") || device.slice(0, 40) || "–";
}

function Sessions({ sessions }: Pick<AccountPageProps, "sessions">) {
  const { t } = useTranslation("account");
  const format = useFormat();
  return (
    <Card
      title={t("sessions.title")}
      flush
      aside={
        sessions.length > 1 && (
          <Form method="post">
            <SubmitButton tone="plain" small name="intent" value="end_others">
              {t("sessions.end_others")}
            </SubmitButton>
          </Form>
        )
      }
    >
      <DataTable
        caption={t("sessions.title")}
        rows={sessions}
        rowKey={(row) => row.publicId}
        stack
        columns={[
          {
            key: "device",
            header: t("sessions.device"),
            heading: true,
            cell: (row) => deviceName(row.device),
          },
          { key: "since", header: t("sessions.since"), cell: (r) => format.dateTime(r.createdAt) },
          { key: "seen", header: t("sessions.seen"), cell: (r) => format.dateTime(r.seenAt) },
          {
            key: "end",
            header: t("sessions.actions"),
            cell: (row) =>
              row.current ? (
                <Chip tone="ok">{t("sessions.current")}</Chip>
              ) : (
                <Form method="post">
                  <input type="hidden" name="sessionId" value={row.publicId} />
                  <SubmitButton tone="plain" small name="intent" value="end_session">
                    {t("sessions.end")}
                  </SubmitButton>
                </Form>
              ),
          },
        ]}
      />
    </Card>
  );
}

function OwnRoles({ grants }: Pick<AccountPageProps, "grants">) {
  const { t } = useTranslation("account");
  const format = useFormat();
  return (
    <Card title={t("roles.title")} flush>
      <DataTable
        caption={t("roles.title")}
        rows={grants}
        rowKey={(row) => row.id}
        stack
        columns={[
          {
            key: "role",
            header: t("roles.role"),
            heading: true,
            cell: (row) => t(`people:role.${row.role}`),
          },
          {
            key: "scope",
            header: t("roles.scope"),
            cell: (row) =>
              row.scopeKind === "installation" ? t("grants:everywhere") : row.scopeName || "–",
          },
          {
            key: "validity",
            header: t("roles.validity"),
            cell: (row) =>
              t("grants:validity", {
                from: format.date(row.validFrom),
                until: row.validUntil ? format.date(row.validUntil) : t("grants:without_end"),
              }),
          },
        ]}
      />
    </Card>
  );
}
