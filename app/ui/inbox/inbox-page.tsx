import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import {
  Button,
  Card,
  Chip,
  EmptyState,
  PageHeader,
  Pagination,
  Tabs,
  useFormat,
  useMessageText,
} from "~/ui/kit";

export interface InboxPageProps {
  page: {
    rows: {
      id: string;
      kind: string;
      facts: Record<string, string | number>;
      createdAt: string;
      readAt: string | null;
    }[];
    next: string | null;
    previous: string | null;
  };
  unreadOnly: boolean;
}

/** Messages, the newest first; opening one marks it read, with or without script. */
export function InboxPage({ page, unreadOnly }: InboxPageProps) {
  const { t } = useTranslation("home");
  const format = useFormat();
  const messageText = useMessageText();
  return (
    <>
      <PageHeader
        title={t("shell:inbox")}
        actions={
          <Form method="post">
            <Button type="submit">{t("inbox.read_all")}</Button>
          </Form>
        }
      />
      <Tabs
        items={[
          { to: "/inbox", label: t("inbox.all"), current: !unreadOnly },
          { to: "/inbox?show=unread", label: t("inbox.unread"), current: unreadOnly },
        ]}
      />
      {page.rows.length === 0 ? (
        <Card>
          <EmptyState title={t("inbox.empty_title")} text={t("inbox.empty_text")} />
        </Card>
      ) : (
        <div className="card flush">
          {page.rows.map((row) => (
            <div className="row" key={row.id}>
              <div className="due">{format.dateTime(row.createdAt)}</div>
              <div>
                {!row.readAt && <Chip tone="info">{t("inbox.new")}</Chip>} {messageText(row)}
                {row.facts.reason && (
                  <>
                    <br />
                    <small>{t("inbox.reason", { reason: row.facts.reason })}</small>
                  </>
                )}
              </div>
              <Form method="post">
                <Button type="submit" name="id" value={row.id}>
                  {t("inbox.open")}
                </Button>
              </Form>
            </div>
          ))}
        </div>
      )}
      <Pagination page={page} />
    </>
  );
}
