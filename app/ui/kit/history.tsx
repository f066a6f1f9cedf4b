import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "./format";

export interface TimelineItem {
  id: string;
  /** UTC ISO time. */
  at: string;
  title: ReactNode;
  /** Who did it. */
  by?: ReactNode;
  /** Reason, comment, what changed. */
  note?: ReactNode;
  /** A step of the lifecycle rather than a detail. */
  main?: boolean;
}

/** What happened, in the order given. */
export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  const { t } = useTranslation("common");
  const format = useFormat();
  if (items.length === 0) return <p className="muted">{t("history.empty")}</p>;
  return (
    <ol className="timeline">
      {items.map(({ id, at, title, by, note, main }) => (
        <li key={id} className={main ? "main" : undefined}>
          <b>{title}</b>{" "}
          <small>
            <time dateTime={at}>{format.dateTime(at)}</time>
            {by && <> · {by}</>}
          </small>
          {note && <p className="pre">{note}</p>}
        </li>
      ))}
    </ol>
  );
}

export interface FileItem {
  id: string;
  name: string;
  /** Bytes. */
  size: number;
  /** What it is, in words: "申请书附件", "PDF". */
  kind?: string;
  href: string;
  removable?: boolean;
}

export interface FileListProps {
  files: readonly FileItem[];
  /** Where removal is posted, with `intent=remove-attachment` and `attachmentId`. */
  removeAction?: string;
}

export function FileList({ files, removeAction }: FileListProps) {
  const { t } = useTranslation("common");
  const format = useFormat();
  if (files.length === 0) return <p className="muted">{t("files.empty")}</p>;
  return (
    <ul className="files">
      {files.map(({ id, name, size, kind, href, removable }) => (
        <li key={id}>
          <a href={href}>{name}</a>
          <small>{kind ? `${kind} · ${format.bytes(size)}` : format.bytes(size)}</small>
          {removable && removeAction && (
            <Form method="post" action={removeAction} className="ml-auto">
              <input type="hidden" name="intent" value="remove-attachment" />
              <input type="hidden" name="attachmentId" value={id} />
              <button className="btn small" aria-label={t("files.remove", { name })}>
                {t("actions.remove")}
              </button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}
