import type { ArchiveRecord } from "~/data/archive-record.server";
import { archivePage } from "./archive-page.server";
import { storedPath } from "./uploads.server";
import type { PackageFile } from "./zip.server";

type Translate = (key: string, facts?: Record<string, unknown>) => string;

const json = (name: string, content: unknown): PackageFile => ({
  name,
  content: `${JSON.stringify(content, null, 2)}\n`,
});

/** What an attachment is called inside the package: its id keeps two of one name apart. */
export const memberName = (file: { id: string; name: string }): string =>
  `attachments/${file.id}-${file.name.replace(/[/\\]/g, "_")}`;

/** The members of an archive package: data as JSON, files as they were, and a page to read it all. */
export function archiveFiles(record: ArchiveRecord, t: Translate): PackageFile[] {
  const { project } = record;
  const { code, title, state, outcome } = project;
  return [
    { name: "index.html", content: archivePage(record, t) },
    json("project.json", {
      code,
      title,
      state,
      outcome,
      hospital: record.hospitalName,
      department: record.departmentName,
      lead: record.leadName,
      unverified: project.isUnverified === 1,
    }),
    ...record.applications.map((one) => json(`application/version-${one.number}.json`, one)),
    ...record.charters.map((one) => json(`charter/version-${one.version}.json`, one)),
    json("charter/amendments.json", record.amendments),
    json("execution/milestones.json", record.milestones),
    ...record.reports.map((one) => json(`execution/report-${one.number}.json`, one)),
    json("execution/presses.json", record.presses),
    ...record.effects.map((one) => json(`effect/version-${one.version}.json`, one)),
    ...(record.closure ? [json("closure/report.json", record.closure)] : []),
    json("decisions.json", record.decisions),
    json("events.json", record.events),
    json(
      "attachments.json",
      record.attachments.map(({ id, name, purpose, mediaType, size, sha256, uploadedAt }) => ({
        id,
        name,
        purpose,
        mediaType,
        size: Number(size),
        sha256,
        uploadedAt,
      })),
    ),
    ...record.attachments.map((one) => ({
      name: memberName(one),
      path: storedPath(one.storageKey),
    })),
  ];
}
